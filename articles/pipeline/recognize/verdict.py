"""News or not: what kind of page this is, before anything in it is believed.

    第312章 …, 心里想, 手心全是汗                      a novel
    市委书记和市长谁大, 简介…一般兼任…                   an explanation
    型号, 规格, 厂家直销, 咨询热线, 加入购物车             a product page
    注册送, 投注, 真人百家乐                            a gambling page
    关于…规划的解读: 一、编制背景 二、主要内容              a policy explained
    7月18日,市委常委会召开会议 …                        news, however short

A page that tells of a dated event, or that an outlet signed and dated, is news though its title asks a question (如何发展?…座谈会举行);
a novel is none though its chapter holds a meeting. Nothing on either side: news.
"""

import re

from articles.pipeline.recognize.dates import find_dates
from articles.pipeline.recognize.page import Page, fold_marks
from articles.pipeline.records import Verdict

HEAD = 6000
"""Characters of the body that are looked at."""
_CHAPTER = re.compile(
    r"^\s*(?:正文\s*)?第\s*[0-9零〇一二三四五六七八九十百千两]{1,6}\s*(?:章|[回节卷集話话](?![团体合约市日]))|"
    r"^\s*(?:楔子|序章|番外|大结局)|(?:最新章节|全文阅读|免费阅读|无弹窗|小说网)"
)
_NARRATIVE = re.compile(
    r"心里(?:想|一|暗|清楚|明白|却)|心想|心头|叹了口气|微微一笑|点了点头|摇了摇头|冷笑|苦笑|皱了皱眉|皱眉|手心|"
    r"脸色|沉默了|沉默片刻|端起|茶杯|眼神|咬着?牙|愣了|一愣|笑道|问道|低声|"
    r"清了清嗓子|看了[一他她]眼|沙发|推开门|站起身|转过身|抬起头|低下头|谁也不|怔住|瞪|嘴角|冷冷|淡淡|突然|"
    r"忽然|悄悄|手机响|电话那头|昨晚打来|目光|脸上|仿佛|眼中|眼里|生怕|神情|全神贯注|侃侃而谈|开了腔|不由得|"
    r"哈哈|呵呵|嘿嘿|,嗯|“嗯|,哦|“哦|暗自|暗暗|咱们的?|摩拳擦掌|的话音刚落|心道|打量|一脸|心中一|竟然|大感意外|风韵|显然|风尘仆仆|意外地|猛地|暗想|谁知|狠狠|朗声|顿时|忍不住|窃窃私语|掌心|环视|压低声音|开门见山|微微出汗|一沉|没接话"
)
_DIALOGUE = re.compile(r"(?:^|\n)\s*[“\"]|[:][“\"]|”[\u4e00-\u9fff]{0,8}(?:道|问|笑着)")
_NOVEL_ADDRESS = re.compile(
    r"/(?:book|novel|chapter|xiaoshuo|read|xs|shu|vodplay|txt)/|xiaoshuo|novel|[a-z\d]xs\w?\.|xsw\.|"
    r"\d{2,}_\d{3,}/\d+|txtbook|shuku"
)
_NOVEL_CHROME = re.compile(r"第\s*[0-9一二三四五六七八九十百千]{1,6}\s*章|全本阅读|下一章|上一章|章节目录|加入书架|最新章节|小说")
_CHAPTER_OF = re.compile(r"小说推荐|官场小说|《[^》]{1,20}》\s*第\s*[0-9一二三四五六七八九十百千]{1,6}\s*[章回节]")
_ASKING = re.compile(
    r"谁大|是什么|什么是|什么意思|什么级别|啥意思|怎么(?!干|办好)|哪个(?!.*会议)|哪些(?!.*会议)|多少钱|多少|"
    r"区别|有什么|为什么|是多大|多大|几级|级别|排名|排行|大全|攻略|百科|名词解释|是不是|有没有|好不好|哪家好|"
    r"[吗嘛]\??$|\?$|一览表|简历|资料$|个人资料|知乎|问答"
)
_EXPLAINING = re.compile(
    r"一般(?:是|为|由|来说|情况|兼任|分为)|通常(?:是|为|由|情况)|简介|指的是|是指|分为|属于|下面|很多人|不少人|"
    r"网友|相当于|也就是说|举个例子|总的来说|综上|小编|本文|以下是|区别(?:在于|是)|楼主|最佳答案|提问|回答|"
    r"采纳"
)
_PRODUCT = re.compile(
    r"型号|规格|厂家|批发|询价|购物车|产品特点|产品名称|适用范围|技术参数|咨询热线|订购|包邮|现货|报价|"
    r"品牌[::]|价格[::面]|热销|售后服务|质保|产地[::]|材质|起订|正品|优惠价|立即购买|加盟|招商加盟|免费试用|"
    r"在线客服"
)
_GAMBLING = re.compile(
    r"博彩|投注|百家乐|老虎机|下注|真人娱乐|娱乐城|彩票平台|注册送|体育平台|棋牌|开户送|电子游艺|菠菜|赌场|"
    r"官网入口|网投|现金网|皇冠体育|澳门新葡京"
)
_TEMPLATE = re.compile(r"主持词|主持稿|范文|讲话稿|发言稿|致辞稿|模板|串词|演讲稿")
_ADDRESS = re.compile(r"\s*(?:尊敬的|各位|同志们|女士们|大家)")
_PLACEHOLDER = re.compile(r"[A-Za-z×xX]{2,4}(?:县|市|区|镇|同志|省|公司)|20[xX×]{2}年")
_RULES = re.compile(r"(?:制度|办法|细则|条例|规定|规程|指南|须知|流程|章程|规则)(?:\([^()]{1,10}\))?$|^(?:如何|怎样)")
_INTERPRETATION = re.compile(r"(?:政策|图文|文件|专家|一图)?解读(?:之?[一二三四五六七八九十]|\([^()]{1,6}\))?$|^(?:图解|一图读懂|一图看懂)")
_BACKGROUND = re.compile(r"(?:编制|起草|出台|制定|修订|政策|文件)(?:的)?(?:背景|依据|过程|目的)|解读如下|(?:主要|重点)内容|适用范围")
_QUESTION_FIRST = re.compile(r"\s*(?:问题?|网友(?:提问|留言|来信)?|来信(?:内容)?|咨询(?:内容|问题)?|留言(?:内容)?|提问)\s*:")
_ANSWER = re.compile(r"\n\s*(?:答|答复(?:内容)?|回复(?:内容)?|解答|回答)\s*:")
_CLAUSE = re.compile(r"(?:^|\n)\s*(?:第[一二三四五六七八九十百\d]+条|[一二三四五六七八九十]+[、.])")
_HALF_DATED = re.compile(r"\d{1,2}日[上下]午|近日|日前")
_OFFICIAL = re.compile(
    r"召开|举行|会议|主持|出席|指出|强调|调研|视察|讲话|签约|书记|主任|部门|街道|开发区|項目|项目|召開|舉行|"
    r"縣長|市長|工作"
)


def judge(page: Page) -> None:
    """Fill in the page's verdict and its reason (Chinese, English)."""
    title = fold_marks(page.article.title or "")
    body = _without_hijacked(page)
    counts = {
        "narrative": len(_NARRATIVE.findall(body)),
        "explaining": len(_EXPLAINING.findall(body)) + sum(len(_EXPLAINING.findall(line)) for line in page.chrome[:50]),
        "product": len(_PRODUCT.findall(body)),
        "gambling": len(_GAMBLING.findall(body)) + len(_GAMBLING.findall(title)),
    }
    counts["dialogue"] = len(_DIALOGUE.findall(body))
    counts["novel"] = 2 * bool(_NOVEL_ADDRESS.search(page.url or "") or _CHAPTER_OF.search(title)) + 3 * bool(
        _NOVEL_CHROME.search(" ".join((*page.chrome[:60], *page.article.section, body[:60])))
    )
    dated = any(when.value for when in find_dates(page.plain, page.article.published_on, 0, 1500))
    signed = bool(page.article.published_on and page.article.source)
    page.verdict, page.verdict_why = _decide(title, body, counts, dated, signed)


def _without_hijacked(page: Page) -> str:
    text = page.plain[:HEAD]
    for first, last in page.hijacked:
        text = text[:first] + " " * len(text[first:last]) + text[last:]
    return text


def _decide(title: str, body: str, counts: dict[str, int], dated: bool, signed: bool) -> tuple[Verdict, tuple[str, str]]:
    official = len(_OFFICIAL.findall(body))
    if _CHAPTER.search(title) or _CHAPTER.match(body[:40]):
        return Verdict.NOT_NEWS, ("标题是章回，应是小说", "the title counts chapters: a novel")
    story = counts["narrative"] + min(counts["dialogue"], 4) / 2 + counts["novel"]
    if (
        counts["narrative"] + counts["novel"] >= 1
        and story >= (5 if dated or signed else 4 if _HALF_DATED.search(body[:300]) else 3)
        and story * 400 > len(body) / 3
    ):
        return Verdict.NOT_NEWS, (
            f"{counts['narrative']}处叙事笔法，无日期，应是小说",
            f"{counts['narrative']} turns of a story and no date: a novel",
        )
    if counts["gambling"] >= 3 and (not dated or counts["gambling"] > official):
        return Verdict.NOT_NEWS, ("博彩广告", "gambling advertisements")
    if (_TEMPLATE.search(title) and _ADDRESS.match(body)) or len(_PLACEHOLDER.findall(body)) >= 3:
        return Verdict.NOT_NEWS, ("讲稿或范文", "a speech or a model text")
    if counts["product"] >= 4 and counts["product"] > official:
        return Verdict.NOT_NEWS, (f"{counts['product']}处商品用语", f"{counts['product']} words of a product page")
    if _QUESTION_FIRST.match(body) and _ANSWER.search(body):
        return Verdict.NOT_NEWS, ("一问一答", "a question and its answer")
    if (not dated or _CLAUSE.match(body)) and _RULES.search(title) and len(_CLAUSE.findall(body)) >= 2:
        return Verdict.NOT_NEWS, ("规章或指南", "rules or a guide")
    if _INTERPRETATION.search(title) and len(_BACKGROUND.findall(body)) >= 2 and len(_CLAUSE.findall(body)) >= 2:
        return Verdict.NOT_NEWS, ("政策解读", "a policy explained")
    if _ASKING.search(title) and not dated and counts["explaining"] >= 1:
        return Verdict.NOT_NEWS, ("标题发问，正文作解，无日期", "the title asks, the body explains, no date")
    if counts["explaining"] >= 3 and not dated and not signed and official < 4 * counts["explaining"]:
        return Verdict.NOT_NEWS, (
            f"{counts['explaining']}处解说用语，无日期",
            f"{counts['explaining']} words of an explanation and no date",
        )
    if dated:
        return Verdict.NEWS, ("有日期", "a date is told")
    return Verdict.NEWS, ("未见反证", "nothing speaks against it")
