//! What stands around the report on a page: nothing, a portal's menus, layout tables.

use super::tables::escaped;
use crate::synth::pages::{Page, Piece};
use crate::synth::sheet::Sheet;

/// The report itself as HTML, its tables written by `table`.
pub(super) fn body(page: &Page, table: impl Fn(&Sheet) -> String) -> String {
    let mut out = String::new();
    for piece in &page.pieces {
        match piece {
            Piece::Title(title) => out += &format!("<h1>{}</h1>\n", escaped(title)),
            Piece::Heading(text) => {
                out += &format!("<p><strong>{}</strong></p>\n", escaped(text));
            }
            Piece::Paragraph(text) => out += &format!("<p>　　{}</p>\n", escaped(text)),
            Piece::Table(sheet) => out += &table(sheet),
        }
    }
    out
}

fn head(page: &Page, charset: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n{charset}<title>{}-{}</title>\n",
        escaped(page.title()),
        escaped(&page.site)
    )
}

/// Nothing but the report; `charset` is the declaration, or nothing.
pub(super) fn bare(page: &Page, charset: &str, body: &str) -> String {
    format!("{}</head>\n<body>\n{body}</body>\n</html>\n", head(page, charset))
}

/// A portal: metadata, menus, search, scripts, share buttons, footer.
pub(super) fn portal(page: &Page, charset: &str, body: &str) -> String {
    let date = page.date.as_deref().unwrap_or("");
    let site = escaped(&page.site);
    let agency = escaped(&page.agency.printed);
    let menu: String =
        ["首页", "要闻动态", "政务公开", "办事服务", "互动交流", "数据开放", "走进我们"]
            .iter()
            .map(|item| format!("<li><a href=\"#\">{item}</a></li>"))
            .collect();
    format!(
        "{}<meta name=\"SiteName\" content=\"{site}\">\n<meta name=\"ContentSource\" \
         content=\"{agency}\">\n<meta name=\"PubDate\" content=\"{date}\">\n\
         <style>.nav li{{float:left}} td{{border:1px solid #999}}</style>\n\
         <script>var pv = 0; function share(to){{ if (1 < 2) {{ pv += 1; }} }}</script>\n</head>\n\
         <body>\n<div class=\"top\">繁體版 | 无障碍浏览 | 长者模式 | 登录</div>\n\
         <ul class=\"nav\">{menu}</ul>\n<form><input name=\"q\" value=\"请输入关键字\"/>\
         <button>搜索</button></form>\n\
         <div class=\"crumb\">当前位置：<a href=\"#\">{site}</a> &gt; <a href=\"#\">政务公开</a> \
         &gt; <a href=\"#\">政府信息公开年报</a></div>\n\
         <div class=\"info\">发布时间：{date}　来源：{agency}　浏览次数：<span id=\"pv\">318</span>　\
         字体：[大 中 小]</div>\n<div class=\"article\">\n{body}</div>\n\
         <div class=\"share\">打印 关闭 分享到：微信 微博</div>\n\
         <div class=\"footer\"><a href=\"#\">网站地图</a> | <a href=\"#\">联系我们</a><br/>\
         主办：{site}　网站标识码：0000000000　建议使用1024×768以上分辨率</div>\n</body>\n</html>\n",
        head(page, charset)
    )
}

/// Layout tables around everything, as pages of twenty years ago.
pub(super) fn layout_table(page: &Page, charset: &str, body: &str) -> String {
    let site = escaped(&page.site);
    format!(
        "{}</head>\n<body>\n<table width=\"960\"><tr><td colspan=\"3\">{site}</td></tr>\n\
         <tr><td width=\"180\" rowspan=\"2\"><table><tr><td>机构设置</td></tr><tr><td>政策法规</td></tr>\
         <tr><td>通知公告</td></tr><tr><td>年度报告</td></tr></table></td>\n\
         <td>您的位置：首页 &gt; 信息公开 &gt; 年度报告</td><td>2 / 3</td></tr>\n\
         <tr><td colspan=\"2\"><table><tr><td>\n{body}</td></tr></table></td></tr>\n\
         <tr><td colspan=\"3\"><table><tr><td>版权所有</td><td>{site}</td><td>备案号 00000000</td>\
         </tr></table></td></tr></table>\n</body>\n</html>\n",
        head(page, charset)
    )
}

/// A table of metadata first, the whole report in its last row.
pub(super) fn meta_table(page: &Page, charset: &str, body: &str) -> String {
    let date = page.date.as_deref().unwrap_or("");
    let agency = escaped(&page.agency.printed);
    format!(
        "{}</head>\n<body>\n<table class=\"xxgk\">\n<tr><td>索引号：</td><td>000000000/{}-00017</td>\
         <td>主题分类：</td><td>其他</td></tr>\n<tr><td>发布机构：</td><td>{agency}</td>\
         <td>公开日期：</td><td>{date}</td></tr>\n<tr><td>标题：</td><td colspan=\"3\">{}</td></tr>\n\
         <tr><td>文号：</td><td></td><td>有效性：</td><td>有效</td></tr>\n\
         <tr><td colspan=\"4\">\n{body}</td></tr>\n</table>\n</body>\n</html>\n",
        head(page, charset),
        page.year + 1,
        escaped(page.title())
    )
}
