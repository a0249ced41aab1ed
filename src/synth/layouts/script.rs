//! Simplified characters into traditional ones, and the slips of machines that convert them.

/// Pairs of a simplified character and its usual traditional form, for the characters that the
/// form and the invented prose use.
const PAIRS: &str = "万萬与與丑醜专專业業丝絲丢丟两兩严嚴个個为爲举舉么麼义義习習乡鄉书書争爭于於云雲产產亲親仅僅从從们們价價众衆优優会會传傳体體余餘侧側偿償兰蘭关關\
     兴興养養内內册冊写寫军軍农農决決况況准準减減几幾凤鳳击擊划劃则則创創别別办辦务務动動区區医醫华華协協单單占佔卫衛厅廳历歷县縣参參双雙发發变變叙敘\
     台臺号號后後听聽员員咨諮响響园園围圍国國图圖场場坚堅坞塢声聲处處备備复復够夠头頭学學宁寧实實审審对對导導将將尝嘗尽盡层層属屬屿嶼岗崗岚嵐岛島岭嶺\
     带帶帮幫干幹并並广廣库庫应應废廢开開弥彌弯彎强強归歸当當录錄征徵径徑态態总總户戶托託执執扩擴护護报報拟擬挂掛挥揮换換据據数數断斷无無旧舊时時显顯\
     晓曉术術机機权權条條来來构構枫楓标標栏欄栖棲样樣档檔桥橋检檢楼樓橹櫓欢歡残殘气氣汇匯汉漢沟溝没沒浅淺测測济濟浏瀏涛濤游遊湾灣满滿澜瀾灯燈点點烟煙\
     热熱牵牽环環现現电電画畫畅暢疗療监監盖蓋砚硯确確碍礙离離种種秘祕积積称稱税稅稳穩笋筍笔筆筛篩筹籌签籤简簡类類粮糧紧緊纠糾红紅级級纳納纸紙线線练練\
     组組细細织織终終经經结結绕繞络絡统統继繼绩績续續维維综綜缆纜编編缩縮缴繳网網罚罰群羣翘翹职職联聯脚腳舆輿节節芦蘆苇葦苏蘇范範荫蔭药藥获獲营營蓝藍\
     衔銜补補见見规規视視览覽计計订訂认認讨討让讓训訓议議记記讲講许許论論讼訟设設访訪证證评評识識诉訴词詞试試话話询詢该該语語误誤说說请請读讀课課谁誰\
     调調谈談负負财財责責账賬质質购購贯貫贴貼贵貴贸貿费費资資踪蹤车車轨軌转轉轮輪软軟较較辅輔输輸边邊过過运運还還这這进進连連迹跡适適选選邮郵邻鄰采採\
     里裏针針钩鉤链鏈销銷错錯键鍵镇鎮镜鏡长長门門闭閉问問间間闻聞阅閱队隊阳陽阶階际際陈陳随隨隐隱难難霁霽页頁项項顺順须須顾顧预預领領频頻颗顆题題额額\
     风風馆館馈饋验驗骤驟鹭鷺齐齊";

/// What mirrors that convert character by character get wrong.
const SLIPS: &[(char, char)] =
    &[('制', '製'), ('只', '隻'), ('面', '麵'), ('干', '幹'), ('系', '係')];

fn converted(c: char) -> char {
    let mut pairs = PAIRS.chars();
    while let (Some(simple), Some(full)) = (pairs.next(), pairs.next()) {
        if simple == c {
            return full;
        }
    }
    c
}

/// In traditional characters.
pub(super) fn traditional(text: &str) -> String {
    text.chars().map(converted).collect()
}

/// In traditional characters, some of them the wrong ones.
pub(super) fn mirrored(text: &str) -> String {
    let slip = |c: char| SLIPS.iter().find(|(from, _)| *from == c).map(|(_, to)| *to);
    text.chars().map(|c| slip(c).unwrap_or_else(|| converted(c))).collect()
}

/// With readings in brackets behind a few characters, as some mirrors print them.
pub(super) fn glossed(text: &str) -> String {
    let glosses = [("报告", "报(bào)告"), ("行政", "行(háng)政"), ("重复", "重(chóng)复")];
    glosses.iter().fold(text.to_owned(), |text, (word, glossed)| text.replace(word, glossed))
}

/// With radicals of the Kangxi block for characters that look the same, as PDF fonts give them.
pub(super) fn radicals(text: &str) -> String {
    let pairs =
        [('一', '⼀'), ('二', '⼆'), ('人', '⼈'), ('行', '⾏'), ('文', '⽂'), ('大', '⼤')];
    text.chars()
        .map(|c| pairs.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_change_characters_and_leave_figures() {
        for (from, want) in [
            ("政府信息公开 12", "政府信息公開 12"),
            ("本年制发件数", "本年制發件數"),
            ("总计", "總計"),
        ] {
            assert_eq!(traditional(from), want);
        }
        assert_eq!(mirrored("只计这一情形，全面"), "隻計這一情形，全麵");
        assert_eq!(radicals("行政文件 1"), "⾏政⽂件 1");
        assert_eq!(glossed("年度报告"), "年度报(bào)告");
    }
}
