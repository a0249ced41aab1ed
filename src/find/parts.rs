//! The parts of an agency's name, and what people leave out of them.
//!
//! 嘉兴市人民政府办公室 is 嘉兴政府办 in speech and `jxzfb` at a keyboard: a search that counts 市,
//! 人民 and 公室 as gaps would put a stranger first. So each character knows whether it begins a
//! part, and whether it is soft: left out by most.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a character is in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Role {
    /// It begins a part: a place, a word of the office.
    pub(super) begins: bool,
    /// It is usually left out: 市 after a name, 人民 before 政府.
    pub(super) soft: bool,
}

/// Words of names. What stands in brackets is usually left out; `|` begins a part inside.
const TERMS: &str = "\
(人民)政府 办(公室) 办(公厅) 街(道)|办(事处) 街(道) 委(员会) 管(理)委(员会) 管(理)处 管(理)局
发(展)(和)改(革)委(员会) 发(展)(和)改(革)局 发(展)改(革)委(员会) 发(展)改(革)局
发(展)改(革)和|科(技) 发(展)(和)改(革)
教(育)体(育) 教(育)科(技) 教育 体育 公安 财政 审计 统计 信访 民政 司法 水利 水务 商务 气象 档案
人(力资源)(和)社(会)(保障) 人(力资源)社(会)(保障)
自(然)资(源)(和)规(划) 自(然)资(源) 规(划)(和)自(然)资(源)
住(房)(和)(城乡)建(设) 住(房)(城乡)建(设) 城乡 建设 住(房)保(障) 住(房)公积金(管理)
生态(环境) 环(境)保(护) 农业(农村) 农(牧)业(农村) 农(业)机(械)
卫(生)健(康)委(员会) 卫(生)健(康)局 卫(生)健(康) 卫(生)(和)计(划)生(育)
应急(管理) 退役(军人)(事务) 医(疗)保(障) 疾(病)(预防)控(制) 红十字(会)
文(化)(和)旅(游) 文(化)广(电)(和)旅(游) 文(化)旅(游)(广电)体(育) 文(化)(体育)广(电)(和)旅(游)
文(化)广(电)旅(游)体(育) 文(化)广(电)(新闻)(出版) 广(播)电(视) 新闻 出版 文物
市(场)监(督)管(理) 市场监管 食(品)药(品)监(督)(管理) 药(品)监(督)(管理) 知识产权
行(政)审(批)(服务) 行(政)审(批) 行(政)执(法) 综(合)(行政)执(法) 城(市)管(理)(和)综(合)(行政)执(法)
城(市)管(理) 政(务)服(务)(和)(大)数(据)(管理) 政(务)服(务)(管理) 大(数)据 数(据)(资源)(管理)
机(关)(事务)管(理) 机关(事务)(服务) 公(共)资(源)交(易) 交通(运输) 公路 铁路 民航 邮政
工(业)(和)信(息化) 工(业)(和)信(息)化 科(学)技(术)(协会) 科(学)技(术) 民(族)(和)宗(教)(事务) 民(族)宗(教)(事务)
民(族)(事务) 国(有)资(产)(监督)(管理)委(员会) 国(有)资(产)(监督)(管理) 国(家)(安全) 税务
人(民)防(空) 防(震)减(灾) 地震 国防(动员) 金融(工作) 金融(服务) 地方金融(监督管理)
经(济)(技术)开(发)区 高(新)(技术)(产业)(开发)区 高新(技术)(产业)(开发)区 开(发)区 产业(园区) 工业(园区)
林(业)(和)草(原) 林业 草原 粮(食)(和)(物资)储(备) 粮(食)(和)储(备) 园林(绿化) 水产 海洋 渔业
乡(村)振(兴) 扶(贫)(开发) 供销(合作)(联合)(总)社 残(疾人)联(合会) 妇(女)联(合会) 工商(业)联(合会)
招商 投(资)促(进) 投资 促进 外(事)(侨务) 外(事) 侨务 台湾(事务) 地(方)(史)志 史志 党校 (共青)团(委)
消防(救援) 公安(局) 交警 派出所 分局 支队 大队 总队 中队 中心 服务 监督 管理 执法 研究 监察 仲裁
医院 学校 中学 小学 幼儿园 大学 学院 图书馆 博物馆 公司 集团 烟草 供电 电力 供水 自来水 燃气 银行
(国家) (中华人民)(共和国)
(土家族)(苗族) (苗族)(侗族) (布依族)(苗族) (藏族)(羌族) (哈尼族)(彝族) (傣族)(景颇族) (壮族) (苗族) (侗族)
(土家族) (彝族) (藏族) (羌族) (回族) (满族) (蒙古族) (蒙古) (瑶族) (黎族) (傣族) (白族) (哈尼族) (景颇族) (傈僳族)
(布依族) (水族) (仡佬族) (畲族) (朝鲜族) (维吾尔) (哈萨克) (哈萨克族) (柯尔克孜) (锡伯) (东乡族) (保安族) (撒拉族) (土族)
(纳西族) (拉祜族) (佤族) (布朗族) (普米族) (怒族) (独龙族) (达斡尔族) (鄂温克族) (仫佬族) (毛南族) (各族) (裕固族)
(自治)区 (自治)州 (自治)县 (自治)旗";

/// The characters that end the name of a region, and are left out after it.
const REGION_ENDS: &str = "省市区县州盟旗镇乡";

struct Term {
    chars: Vec<char>,
    roles: Vec<Role>,
}

/// The terms by their first character, longest first.
static LEXICON: LazyLock<HashMap<char, Vec<Term>>> = LazyLock::new(|| {
    let mut lexicon: HashMap<char, Vec<Term>> = HashMap::new();
    for written in TERMS.split_whitespace() {
        let mut term = Term { chars: Vec::new(), roles: Vec::new() };
        let (mut soft, mut begins) = (false, true);
        for c in written.chars() {
            match c {
                '(' => soft = true,
                // What follows a word left out at the front is a beginning too: (人民)政府.
                ')' => {
                    soft = false;
                    begins = term.roles.iter().all(|role| role.soft);
                }
                '|' => begins = true,
                c => {
                    term.chars.push(c);
                    term.roles.push(Role { begins, soft });
                    begins = false;
                }
            }
        }
        if let Some(first) = term.chars.first() {
            lexicon.entry(*first).or_default().push(term);
        }
    }
    for terms in lexicon.values_mut() {
        terms.sort_by_key(|term| std::cmp::Reverse(term.chars.len()));
    }
    lexicon
});

/// The role of each character of a name, folded as [`super::fold`] does.
pub(super) fn roles(chars: &[char]) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(chars.len());
    let mut begins = true;
    // How many characters of an unknown word, a place most likely, stand before this one.
    let mut unknown = 0;
    while roles.len() < chars.len() {
        let at = roles.len();
        let (c, rest) = (chars[at], &chars[at..]);
        let ends_region = unknown >= 2 && REGION_ENDS.contains(c);
        // 嘉兴市 | 市场监管局, but 嘉兴 | 市场监管局 where the region is left out: the longer term
        // begins at 市 only if no region ends there.
        let term = LEXICON
            .get(&c)
            .and_then(|terms| terms.iter().find(|term| rest.starts_with(&term.chars)));
        match term {
            Some(term) if !ends_region || term.chars.len() > 3 => {
                roles.extend_from_slice(&term.roles);
                begins = true;
                unknown = 0;
            }
            _ if ends_region => {
                roles.push(Role { begins: false, soft: rest.len() > 1 || unknown >= 2 });
                begins = true;
                unknown = 0;
            }
            _ if c.is_alphanumeric() => {
                let before = at.checked_sub(1).map(|at| chars[at]);
                let latin = |c: char| c.is_ascii_alphanumeric();
                begins |= before.is_some_and(|before| latin(before) != latin(c));
                roles.push(Role { begins, soft: false });
                begins = false;
                unknown += 1;
            }
            _ => {
                roles.push(Role { begins: false, soft: true });
                begins = true;
                unknown = 0;
            }
        }
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name with a `|` before each part and its soft characters in brackets.
    fn drawn(name: &str) -> String {
        let chars: Vec<char> = name.chars().collect();
        let mut out = String::new();
        for (c, role) in chars.iter().zip(roles(&chars)) {
            if role.begins {
                out.push('|');
            }
            match role.soft {
                true => out.extend(['(', *c, ')']),
                false => out.push(*c),
            }
        }
        out.replace(")(", "")
    }

    #[test]
    fn names_fall_into_parts() {
        for (name, want) in [
            ("嘉兴市人民政府办公室", "|嘉兴(市)|(人民)|政府|办(公室)"),
            ("长治市上党区", "|长治(市)|上党(区)"),
            ("随县", "|随县"),
            ("单县教育局", "|单县|教育|局"),
            ("湖北省孝感市汉川市分水镇", "|湖北(省)|孝感(市)|汉川(市)|分水(镇)"),
            ("淮安市市场监督管理局", "|淮安(市)|市(场)监(督)管(理)|局"),
            ("宿迁市发展和改革委员会", "|宿迁(市)|发(展和)改(革)委(员会)"),
            ("恩施土家族苗族自治州", "|恩施|(土家族)|(苗族)|(自治)|州"),
            ("requests.carried_in", "|requests(.)|carried(_)|in"),
            ("A 区", "|a( )|区"),
        ] {
            assert_eq!(drawn(&name.to_lowercase()), want);
        }
    }
}
