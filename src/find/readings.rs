//! How names are read aloud where a dictionary's first reading is wrong.
//!
//! A word here is read as it stands, wherever it occurs in a name. Words whose characters have one
//! reading only need no line. Readings follow 民政部's 行政区划 names as the places are called;
//! `ü` is written `v`. In the texts a reading ends with `;`, and `#` begins a line of comment.

/// Place names, with a space between syllables. Longer words win over shorter ones.
pub(super) const PLACES: &str = "\
# 北京 天津 河北 山西 内蒙古
什刹海 shi cha hai; 大栅栏 da shi lan; 宝坻 bao di; 行唐 xing tang; 井陉 jing xing; 乐亭 lao ting;
蔚县 yu xian; 大城县 dai cheng xian; 任丘 ren qiu; 任泽 ren ze; 任县 ren xian; 蠡县 li xian;
曲阳 qu yang; 曲周 qu zhou; 泊头 bo tou; 柏乡 bai xiang; 望都 wang du; 大厂 da chang;
南大港 nan da gang; 裕华 yu hua; 藁城 gao cheng; 长子县 zhang zi xian; 长治 chang zhi;
解州 hai zhou; 洪洞 hong tong; 繁峙 fan shi; 隰县 xi xian; 阳曲 yang qu; 河曲 he qu; 垣曲 yuan qu;
曲沃 qu wo; 侯马 hou ma; 尧都 yao du; 应县 ying xian; 盂县 yu xian; 静乐 jing le; 浑源 hun yuan;
万柏林 wan bai lin; 巴彦淖尔 ba yan nao er; 磴口 deng kou; 莫力达瓦 mo li da wa;
扎赉特 zha lai te; 扎鲁特 zha lu te; 扎兰屯 zha lan tun; 扎赉诺尔 zha lai nuo er;
克什克腾 ke shi ke teng; 康巴什 kang ba shi; 喀喇沁 ka la qin; 察哈尔 cha ha er; 商都 shang du;
石拐 shi guai; 额济纳 e ji na; 和林格尔 he lin ge er; 准格尔 zhun ge er; 达尔罕 da er han;
阿荣 a rong; 阿尔山 a er shan; 阿拉善 a la shan; 阿巴嘎 a ba ga; 锡林郭勒 xi lin guo le;
# 辽宁 吉林 黑龙江
盖州 gai zhou; 鲅鱼圈 ba yu quan; 调兵山 diao bing shan; 喀左 ka zuo; 喀喇沁左翼 ka la qin zuo yi;
阜新 fu xin; 桓仁 huan ren; 朝阳 chao yang; 珲春 hun chun; 桦甸 hua dian; 乾安 qian an;
镇赉 zhen lai; 洮南 tao nan; 洮北 tao bei; 长白山 chang bai shan; 讷河 ne he; 绥棱 sui ling;
穆棱 mu ling; 勃利 bo li; 杜尔伯特 du er bo te; 大兴安岭 da xing an ling; 五大连池 wu da lian chi;
# 上海 江苏 浙江 安徽
莘庄 xin zhuang; 闵行 min hang; 六合 lu he; 盱眙 xu yi; 邗江 han jiang; 邳州 pi zhou;
睢宁 sui ning; 新沂 xin yi; 沭阳 shu yang; 句容 ju rong; 溧阳 li yang; 溧水 li shui; 甪直 lu zhi;
浒墅关 xu shu guan; 浒关 xu guan; 宿迁 su qian; 宿豫 su yu; 宿城 su cheng; 射阳 she yang;
宝应 bao ying; 盛泽 sheng ze; 阜宁 fu ning; 大丰 da feng; 台州 tai zhou; 天台 tian tai;
丽水 li shui; 乐清 yue qing; 嵊州 sheng zhou; 嵊泗 sheng si; 缙云 jin yun; 鄞州 yin zhou;
诸暨 zhu ji; 衢州 qu zhou; 会稽 kuai ji; 洞头 dong tou; 瓯海 ou hai; 蚌埠 beng bu; 蚌山 beng shan;
六安 lu an; 亳州 bo zhou; 阜阳 fu yang; 阜南 fu nan; 歙县 she xian; 黟县 yi xian; 枞阳 zong yang;
濉溪 sui xi; 涡阳 guo yang; 砀山 dang shan; 宿州 su zhou; 宿松 su song; 埇桥 yong qiao;
天长 tian chang; 无为 wu wei; 繁昌 fan chang; 巢湖 chao hu; 长丰 chang feng; 叶集 ye ji;
石台 shi tai; 凤台 feng tai; 旌德 jing de; 泾县 jing xian; 谯城 qiao cheng; 颍上 ying shang;
当涂 dang tu; 和县 he xian;
# 福建 江西 山东 河南
厦门 xia men; 长汀 chang ting; 长泰 chang tai; 长乐 chang le; 闽侯 min hou; 柘荣 zhe rong;
将乐 jiang le; 屏南 ping nan; 莆田 pu tian; 铅山 yan shan; 余干 yu gan; 新干 xin gan;
鄱阳 po yang; 弋阳 yi yang; 乐平 le ping; 乐安 le an; 都昌 du chang; 于都 yu du; 宁都 ning du;
会昌 hui chang; 寻乌 xun wu; 万载 wan zai; 婺源 wu yuan; 浔阳 xun yang; 东阿 dong e;
单县 shan xian; 莘县 shen xian; 茌平 chi ping; 冠县 guan xian; 临朐 lin qu; 莒县 ju xian;
莒南 ju nan; 郯城 tan cheng; 费县 fei xian; 沂水 yi shui; 沂南 yi nan; 沂源 yi yuan; 临沂 lin yi;
临沭 lin shu; 乐陵 lao ling; 无棣 wu di; 郓城 yun cheng; 鄄城 juan cheng; 曲阜 qu fu;
汶上 wen shang; 兖州 yan zhou; 任城 ren cheng; 昌乐 chang le; 坊子 fang zi; 栖霞 qi xia;
牟平 mu ping; 芝罘 zhi fu; 平度 ping du; 峄城 yi cheng; 台儿庄 tai er zhuang; 长清 chang qing;
长岛 chang dao; 莱芜 lai wu; 鱼台 yu tai; 济南 ji nan; 济宁 ji ning; 浚县 xun xian;
荥阳 xing yang; 泌阳 bi yang; 长垣 chang yuan; 长葛 chang ge; 中牟 zhong mu; 尉氏 wei shi;
杞县 qi xian; 瀍河 chan he; 叶县 ye xian; 郏县 jia xian; 滑县 hua xian; 获嘉 huo jia; 武陟 wu zhi;
南乐 nan le; 台前 tai qian; 濮阳 pu yang; 鄢陵 yan ling; 郾城 yan cheng; 召陵 shao ling;
南召 nan zhao; 渑池 mian chi; 淅川 xi chuan; 桐柏 tong bai; 睢县 sui xian; 睢阳 sui yang;
柘城 zhe cheng; 浉河 shi he; 沈丘 shen qiu; 郸城 dan cheng; 漯河 luo he; 殷都 yin du;
洛龙 luo long; 会盟 hui meng; 解放区 jie fang qu; 中站 zhong zhan;
# 湖北 湖南 广东 广西 海南
监利 jian li; 秭归 zi gui; 宜都 yi du; 当阳 dang yang; 猇亭 xiao ting; 黄陂 huang pi;
硚口 qiao kou; 浠水 xi shui; 蕲春 qi chun; 武穴 wu xue; 曾都 zeng du; 郧阳 yun yang; 郧西 yun xi;
应城 ying cheng; 安陆 an lu; 长阳 chang yang; 华容 hua rong; 大冶 da ye; 洪山 hong shan;
耒阳 lei yang; 郴州 chen zhou; 汨罗 mi luo; 澧县 li xian; 临澧 lin li; 溆浦 xu pu; 会同 hui tong;
新晃 xin huang; 攸县 you xian; 渌口 lu kou; 长沙 chang sha; 泸溪 lu xi; 番禺 pan yu;
东莞 dong guan; 台山 tai shan; 佛冈 fo gang; 佛山 fo shan; 乐昌 le chang; 曲江 qu jiang;
浈江 zhen jiang; 大埔 da bu; 禅城 chan cheng; 新会 xin hui; 四会 si hui; 黄埔 huang pu;
从化 cong hua; 花都 hua du; 陆丰 lu feng; 陆河 lu he; 麻涌 ma chong; 葵涌 kui chong;
东涌 dong chong; 沙头角 sha tou jiao; 深圳 shen zhen; 斗门 dou men; 百色 bai se; 邕宁 yong ning;
覃塘 qin tang; 平乐 ping le; 乐业 le ye; 岑溪 cen xi; 都安 du an; 忻城 xin cheng; 天等 tian deng;
那坡 na po; 儋州 dan zhou; 乐东 le dong; 澄迈 cheng mai; 澄海 cheng hai;
# 重庆 四川 贵州 云南 西藏
重庆 chong qing; 涪陵 fu ling; 綦江 qi jiang; 酉阳 you yang; 北碚 bei bei; 丰都 feng du;
长寿 chang shou; 垫江 dian jiang; 石柱 shi zhu; 成都 cheng du; 新都 xin du; 郫都 pi du;
郫县 pi xian; 都江堰 du jiang yan; 武侯 wu hou; 邛崃 qiong lai; 犍为 qian wei; 珙县 gong xian;
筠连 jun lian; 阆中 lang zhong; 荥经 ying jing; 什邡 shi fang; 射洪 she hong; 夹江 jia jiang;
丹棱 dan leng; 乐山 le shan; 乐至 le zhi; 会理 hui li; 会东 hui dong; 朝天 chao tian;
涪城 fu cheng; 色达 se da; 得荣 de rong; 若尔盖 ruo er gai; 壤塘 rang tang; 阿坝 a ba;
甘孜 gan zi; 长宁 chang ning; 屏山 ping shan; 翠屏 cui ping; 都匀 du yun; 三都 san du;
长顺 chang shun; 六盘水 liu pan shui; 六枝 liu zhi; 玉屏 yu ping; 锦屏 jin ping; 台江 tai jiang;
从江 cong jiang; 岑巩 cen gong; 册亨 ce heng; 石阡 shi qian; 施秉 shi bing; 纳雍 na yong;
勐海 meng hai; 勐腊 meng la; 弥勒 mi le; 弥渡 mi du; 石屏 shi ping; 屏边 ping bian; 绿春 lv chun;
双柏 shuang bai; 牟定 mou ding; 蒙自 meng zi; 漾濞 yang bi; 宁蒗 ning lang; 澄江 cheng jiang;
沾益 zhan yi; 会泽 hui ze; 嵩明 song ming; 呈贡 cheng gong; 大理 da li; 景谷 jing gu;
澜沧 lan cang; 西藏 xi zang; 日喀则 ri ka ze; 那曲 na qu; 昌都 chang du; 曲水 qu shui;
墨竹工卡 mo zhu gong ka; 噶尔 ga er; 札达 zha da; 萨迦 sa jia; 萨嘎 sa ga; 当雄 dang xiong;
达孜 da zi;
# 陕西 甘肃 青海 宁夏 新疆
吴堡 wu bu; 华阴 hua yin; 华县 hua xian; 华州 hua zhou; 扶风 fu feng; 柞水 zha shui; 鄠邑 hu yi;
秦都 qin du; 乾县 qian xian; 澄城 cheng cheng; 蒲城 pu cheng; 略阳 lve yang; 子长 zi chang;
延长 yan chang; 安塞 an sai; 长武 chang wu; 长安 chang an; 栎阳 yue yang; 合阳 he yang;
勉县 mian xian; 佛坪 fo ping; 宕昌 tan chang; 武都 wu du; 两当 liang dang; 会宁 hui ning;
民乐 min le; 康乐 kang le; 舟曲 zhou qu; 玛曲 ma qu; 碌曲 lu qu; 崆峒 kong tong; 阿克塞 a ke sai;
高台 gao tai; 灵台 ling tai; 景泰 jing tai; 临洮 lin tao; 乐都 le du; 称多 chen duo; 都兰 du lan;
曲麻莱 qu ma lai; 尖扎 jian zha; 刚察 gang cha; 茫崖 mang ya; 红寺堡 hong si bu; 尉犁 yu li;
喀什 ka shi; 莎车 sha che; 叶城 ye cheng; 伽师 jia shi; 疏勒 shu le; 塔什库尔干 ta shi ku er gan;
策勒 ce le; 温宿 wen su; 库车 ku che; 乌什 wu shi; 阿图什 a tu shi; 轮台 lun tai; 且末 qie mo;
焉耆 yan qi; 若羌 ruo qiang; 察布查尔 cha bu cha er; 尼勒克 ni le ke; 阿勒泰 a le tai;
库尔勒 ku er le; 鄯善 shan shan; 奇台 qi tai; 博乐 bo le; 和布克赛尔 he bu ke sai er;
可克达拉 ke ke da la; 哈巴河 ha ba he; 吐鲁番 tu lu fan; 和田 he tian;
";

/// Words of offices and of the form whose characters are read differently elsewhere.
pub(super) const WORDS: &str = "\
会计 kuai ji; 银行 yin hang; 商行 shang hang; 行业 hang ye; 行政 xing zheng; 行情 hang qing;
调解 tiao jie; 调整 tiao zheng; 调节 tiao jie; 调控 tiao kong; 协调 xie tiao; 调查 diao cha;
调度 diao du; 重建 chong jian; 重组 chong zu; 重整 chong zheng; 重复 chong fu; 重新 chong xin;
校验 jiao yan; 校准 jiao zhun; 音乐 yin yue; 乐器 yue qi; 乐团 yue tuan; 给水 ji shui;
供给 gong ji; 畜牧 xu mu; 畜禽 chu qin; 畜产 xu chan; 朝鲜 chao xian; 差旅 chai lv; 大厦 da sha;
勘查 kan cha; 血站 xue zhan; 角色 jue se; 长官 zhang guan; 首长 shou zhang; 市长 shi zhang;
县长 xian zhang; 镇长 zhen zhang; 局长 ju zhang; 储藏 chu cang; 收藏 shou cang; 矿藏 kuang zang;
冷藏 leng cang; 传记 zhuan ji; 弹药 dan yao; 仡佬 ge lao; 傈僳 li su; 拉祜 la hu; 畲族 she zu;
乾坤 qian kun; 还款 huan kuan; 归还 gui huan; 秘书 mi shu; 宿舍 su she; 中签 zhong qian;
率先 shuai xian; 部长 bu zhang; 院长 yuan zhang; 校长 xiao zhang; 厂长 chang zhang;
成长 cheng zhang; 增长 zeng zhang; 省长 sheng zhang; 参差 cen ci; 人参 ren shen; 系数 xi shu;
处长 chu zhang; 没收 mo shou; 不予 bu yu; 予以 yu yi;
";

/// Characters whose usual reading in names of agencies is not the dictionary's first.
pub(super) const USUAL: &[(char, &str)] = &[
    ('都', "du"),
    ('长', "chang"),
    ('厦', "xia"),
    ('勒', "le"),
    ('什', "shi"),
    ('还', "huan"),
    ('给', "ji"),
    ('藏', "zang"),
    ('单', "dan"),
    ('牟', "mu"),
    ('畜', "xu"),
    ('殖', "zhi"),
    ('莞', "guan"),
    ('珲', "hun"),
    ('浚', "jun"),
    ('地', "di"),
    ('得', "de"),
    ('的', "de"),
    ('和', "he"),
    ('了', "le"),
    ('觉', "jue"),
    ('莎', "sha"),
    ('句', "ju"),
    ('缩', "suo"),
    ('露', "lu"),
    ('落', "luo"),
    ('秘', "mi"),
    ('剥', "bo"),
    ('薄', "bo"),
    ('伽', "jia"),
    ('覃', "qin"),
    ('棱', "leng"),
    ('圈', "quan"),
    ('涌', "yong"),
    ('涡', "wo"),
    ('召', "zhao"),
    ('坻', "di"),
    ('沂', "yi"),
    ('噶', "ga"),
    ('禅', "chan"),
    ('提', "ti"),
    ('尿', "niao"),
    ('胖', "pang"),
    ('般', "ban"),
    ('射', "she"),
    ('吁', "yu"),
    ('纪', "ji"),
    ('期', "qi"),
];

/// Readings that no dictionary has but people say and type: of places (解 in 解州), and what a
/// character is taken for by those who meet it only in a name.
pub(super) const ALSO: &[(char, &str)] = &[
    ('解', "hai"),
    ('眙', "tai"),
    ('亳', "hao"),
    ('邗', "gan"),
    ('涪', "pei"),
    ('郫', "bei"),
    ('茌', "shi"),
    ('睢', "ju"),
    ('耒', "lai"),
    ('郴', "lin"),
    ('郴', "bin"),
    ('汨', "ri"),
    ('儋', "zhan"),
    ('邳', "pei"),
    ('沭', "mu"),
    ('砀', "yang"),
    ('砀', "tang"),
    ('峄', "ze"),
    ('朐', "ju"),
    ('埇', "tong"),
    ('鄠', "e"),
    ('鄠', "hu"),
    ('歙', "xi"),
    ('黟', "duo"),
    ('隰', "shi"),
    ('陉', "jing"),
    ('莘', "xin"),
    ('盱', "yu"),
    ('犍', "jian"),
    ('荥', "rong"),
    ('泌', "mi"),
    ('枞', "cong"),
    ('宕', "tan"),
    ('繁', "fan"),
    ('峙', "zhi"),
    ('洞', "dong"),
    ('洞', "tong"),
    ('鄄', "yin"),
    ('栅', "shi"),
    ('乐', "lao"),
    ('埔', "bu"),
    ('圩', "xu"),
    ('涌', "chong"),
    ('大', "dai"),
    ('六', "lu"),
    ('任', "ren"),
    ('召', "shao"),
    ('百', "bo"),
    ('浒', "hu"),
    ('甪', "yong"),
    ('岢', "ke"),
    ('堡', "bu"),
    ('堡', "pu"),
    ('铺', "pu"),
    ('坨', "tuo"),
    ('郏', "xia"),
    ('滘', "jiao"),
];
