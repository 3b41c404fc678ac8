"""Sentences of the trade, made from a grammar and a vocabulary of our own; all names are invented.

`sentences(count, seed)` yields distinct ones. Words drawn from the dictionary by frequency are mixed in, so that every pair of
characters may meet.
"""

# ruff: noqa: E501, SIM905 - a vocabulary is read best with one kind of word on one line

import random
from collections.abc import Iterator

from articles.pipeline.words import word_costs

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石"
    "金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄温牛樊葛邢安齐游鲁云"
)
GIVEN = (
    "伟芳敏静丽强磊军洋勇艳杰涛明超霞平刚桂英华玉兰红建国志文海燕春雷晓东永健宏图振宇立新长青德昌少峰思源嘉怡雨桐泽楷俊驰凤鸣"
    "庆云岫瑞祥荣光晖宁远济世铁山书衡启航梦蝶丹阳松柏万里寒冰"
)
PLACES = (
    "青禾 白塔 东岭 龙泉 双桥 长宁 石桥 凤台 永和 宝应 怀远 柳溪 桃源 金沙 银滩 沙洲 梅岭 兰溪 枫林 麒麟 观澜 岳麓 铜陵 铁岭 盐湖 茶陵 竹山 马鞍 鱼台 虎丘 杨庄 清河 安宁 新亭 丰乐 "
    "临江 滨湖 高坪 南湖 东湖 西湖 北塘 江宁 海陵 通州 平山 大同 太和 建安 兴隆 长乐 新华 光明 和平 胜利 团结 解放 红旗 前进 向阳 五一 黄桥 沙溪 花园 果园 城关 东风 石门 九江 三水 百色 "
    "万宁 千阳 广德 仁和 义乌 礼泉 智慧谷 信阳 诸暨 江阴 张店 李沧 赵县 周村 郑州 吴江 宋城"
).split()
KINDS = ["市", "区", "县", "镇", "高新区", "经开区", "工业园区", "新城", "街道", "乡"]
BODIES = "党委 党工委 管委会 人大常委会 政协 政府 纪委监委 组织部 宣传部 统战部 政法委 发改委 工信局 财政局 住建局 商务局 文旅局 卫健委 应急管理局 生态环境局 市场监管局 税务局 科技局 教育局 总工会 团委 妇联 审计局 统计局 水利局 交通运输局 农业农村局".split()
POSTS = "书记 副书记 主任 副主任 主席 副主席 局长 副局长 部长 常务副部长 秘书长 区长 副区长 市长 常务副市长 县长 镇长 党组书记 党组成员 总经济师 一级调研员 组织部部长 宣传部部长 统战部部长 政法委书记 纪委书记 董事长 总经理 院长 首席科学家 研究员 理事长 会长".split()
MEETINGS = "经济工作会议 全体会议 专题会议 推进会 动员大会 座谈会 调度会 现场观摩会 常委会会议 理论学习中心组学习会 安全生产工作会议 招商引资大会 项目签约仪式 开工仪式 揭牌仪式 民主生活会 警示教育大会 表彰大会 述职评议会 联席会议 专题党课 新闻发布会 防汛工作视频会 农村工作会议".split()
DOINGS = "推进 落实 抓好 深化 加快 强化 优化 统筹 谋划 部署 促进 提升 完善 构建 夯实 巩固 拓展 聚焦 紧盯 压实 开展 服务 保障 引导 培育 壮大 打造 健全 创新 整治 规范 督促 检查 总结 研究 审议 听取 通报 传达 学习".split()
THINGS = (
    "产业发展 项目建设 招商引资 乡村振兴 城市更新 营商环境 科技创新 安全生产 生态环境 民生实事 基层治理 党的建设 干部队伍 人才引进 数字经济 实体经济 先进制造业 文化旅游 教育医疗 养老服务 "
    "交通枢纽 园区配套 产业链条 供应链 创新平台 成果转化 专利技术 企业上市 金融服务 税收征管 土地征收 拆迁安置 老旧小区改造 垃圾分类 河道整治 污水处理 大气污染防治 节能减排 新能源汽车 集成电路 生物医药 "
    "人工智能 智能制造 跨境电商 外贸出口 消费升级 夜间经济 农产品加工 粮食生产 高标准农田 水利工程 防汛抗旱 森林防火 疫情防控 公共卫生 食品药品监管 社会保障 就业创业 劳动关系 信访维稳 矛盾调解 平安建设 扫黑除恶 "
    "意识形态工作 精神文明创建 志愿服务 文艺演出 全民健身 职业教育 校园安全 师资力量 医疗改革 集体经济 产权制度改革 国企改革 机构改革 审批流程 政务服务 大数据应用 网络安全 档案管理 统计调查 审计监督 巡察整改 "
    "廉政教育 作风建设 调查研究 述职考核 年轻干部培养 离退休老干部工作 双拥共建 民族团结 宗教事务 港澳台侨工作 对口支援 东西部协作 区域一体化 轨道交通 机场扩建 港口物流 电网改造 天然气管网 光伏发电 储能电池"
).split()
VIRTUES = "更大力度 更实举措 更高标准 务实作风 扎实行动 系统思维 法治方式 改革办法 钉钉子精神 归零心态 奋进姿态 历史担当 只争朝夕的干劲 久久为功的韧劲 敢为人先的勇气 时不我待的紧迫感 精益求精的态度 开放包容的胸怀".split()
GOALS = "新贡献 新突破 新成效 新局面 更大贡献 更大作为 更大主动 高质量发展 全年目标任务 首季开门红 良性循环 示范引领作用 群众满意度 发展后劲 综合竞争力 城市能级 幸福生活 长治久安 双向奔赴 优势互补".split()
SLOGANS = "实干兴邦 争先进位 走在前列 提质增效 项目为王 产业强市 生态优先 民生为本 党建引领 服务至上 勇挑大梁 干字当头 以产兴城 以城聚才 开放创新 团结奋斗 对标先进 攻坚克难 风清气正 稳中求进 城乡融合 万企升级 三年行动 百日攻坚 千企技改".split()
SAYINGS = "表示 指出 强调 要求 说 介绍 认为 坦言 告诉记者 在会上说".split()
TIMES = "今年以来 近年来 近日 日前 昨日上午 会前 会后 下一步 截至目前 一季度 上半年 前三季度 去年底 “十四五”期间 当前 节后第一天 随后 活动现场".split()


def sentences(count: int, seed: int) -> Iterator[str]:
    """`count` distinct sentences with full-width marks; each ends in a full stop, question mark or quotation mark."""
    random_ = random.Random(seed)
    common = [
        word for word, cost in word_costs().items() if 2 <= len(word) <= 4 and cost < 11.5 and all("\u4e00" <= c <= "\u9fff" for c in word)
    ]
    seen: set[str] = set()
    while len(seen) < count:
        sentence = random_.choices(FORMS, WEIGHTS)[0](_Maker(random_, common))
        if sentence not in seen:
            seen.add(sentence)
            yield sentence


class _Maker:
    """Draws the parts of one sentence."""

    def __init__(self, random_: random.Random, common: list[str]) -> None:
        self.random = random_
        self.common = common
        self.place = random_.choice(PLACES) + random_.choice(KINDS)

    def pick(self, words: list[str]) -> str:
        return self.random.choice(words)

    def name(self) -> str:
        return self.pick(list(SURNAMES)) + "".join(self.random.choice(GIVEN) for _ in range(self.random.choice((1, 2, 2))))

    def person(self) -> str:
        return f"{self.pick(['', self.place, self.place])}{self.pick(BODIES)}{self.pick(POSTS)}{self.name()}"

    def people(self) -> str:
        return "、".join(f"{self.pick(POSTS)}{self.name()}" for _ in range(self.random.randint(1, 4)))

    def work(self) -> str:
        thing = (
            self.pick(THINGS)
            if self.random.random() < 0.75
            else self.pick(self.common) + self.pick(["工作", "建设", "问题", "项目", "活动", ""])
        )
        return self.pick(DOINGS) + thing

    def works(self) -> str:
        return self.pick(["、", "，", "，", "；"]).join(self.work() for _ in range(self.random.randint(2, 4)))

    def number(self) -> str:
        return f"{self.random.randint(2, 980)}{self.pick(['', '.5', '.27', '万', '亿'])}{self.pick(['个', '项', '家', '元', '名', '公里', '平方米', '户', '次', '%'])}"

    def meeting(self) -> str:
        return f"{self.place}{self.pick(['', '委', '2024年度', '第三次'])}{self.pick(MEETINGS)}"

    def day(self) -> str:
        return f"{self.random.randint(1, 12)}月{self.random.randint(1, 28)}日{self.pick(['', '上午', '下午', '晚'])}"


FORMS = [
    lambda m: f"{m.day()}，{m.meeting()}召开，{m.people()}出席，{m.person()}主持会议并讲话。",
    lambda m: f"会议强调，要以{m.pick(VIRTUES)}{m.works()}，为{m.place}{m.pick(DOINGS)}{m.pick(THINGS)}作出{m.pick(GOALS)}。",
    lambda m: f"{m.person()}{m.pick(SAYINGS)}，将{m.works()}，不断{m.work()}，努力实现{m.pick(GOALS)}。",
    lambda m: f"“我们要{m.works()}，以{m.pick(VIRTUES)}争取{m.pick(GOALS)}。”{m.person()}{m.pick(SAYINGS)}。",
    lambda m: f"{m.pick(TIMES)}，{m.place}{m.works()}，共{m.work()}{m.number()}，同比增长{m.number()}。",
    lambda m: (
        f"{m.name()}一行先后来到{m.place}{m.pick(BODIES)}、{m.place}{m.pick(THINGS)}基地，详细了解{m.pick(THINGS)}和{m.pick(m.common)}情况。"
    ),
    lambda m: f"如何{m.work()}？如何{m.work()}？{m.place}的答案是：“{m.pick(SLOGANS)}、{m.pick(SLOGANS)}。”",
    lambda m: (
        f"会议听取了{m.pick(BODIES)}关于{m.pick(THINGS)}、{m.pick(THINGS)}情况的汇报（附{m.number()}清单），审议通过了《{m.place}{m.pick(THINGS)}实施方案》。"
    ),
    lambda m: (
        f"要{m.work()}，{m.pick(m.common)}、{m.pick(m.common)}和{m.pick(m.common)}一起抓；要{m.work()}，{m.pick(m.common)}与{m.pick(m.common)}同步推；要{m.work()}，让{m.pick(m.common)}更有{m.pick(m.common)}。"
    ),
    lambda m: (
        f"{m.place}按照“{m.pick(SLOGANS)}”的要求，围绕“{m.pick(SLOGANS)}”目标，{m.works()}，以{m.pick(VIRTUES)}推动{m.pick(THINGS)}{m.pick(['再上新台阶', '走深走实', '落地见效', '迈上更高水平', '取得更大成效', '争取更大主动'])}。"
    ),
    lambda m: (
        f"{m.person()}代表{m.pick(BODIES)}向{m.pick(BODIES)}{m.pick(m.common)}表示{m.pick(['感谢', '祝贺', '慰问', '欢迎'])}，希望大家{m.works()}。"
    ),
    lambda m: (
        f"座谈中，来自{m.place}的{m.pick(POSTS)}{m.name()}就{m.pick(THINGS)}谈了看法：{m.pick(m.common)}是基础，{m.pick(m.common)}是关键，{m.pick(m.common)}是保证！"
    ),
    lambda m: (
        f"据{m.pick(SAYINGS[:1])[:0]}了解，该项目由{m.place}投资{m.number()}，建设{m.pick(THINGS)}、{m.pick(m.common)}中心和{m.pick(m.common)}园，预计明年{m.random.randint(1, 12)}月投用。"
    ),
    lambda m: f"{m.people()}及有关部门负责同志参加活动；{m.person()}因{m.pick(m.common)}请假。",
]
# direct speech that ends in 。” is damaged every time; it stands in about one sentence of thirty in such pages
WEIGHTS = [1.0 if "。”" not in form(_Maker(random.Random(0), ["词"])) else 0.25 for form in FORMS]
