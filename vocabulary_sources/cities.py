"""Write the cities and prefectures of China, with their numbers in GB/T 2260, to standard output."""  # noqa: INP001 -- a script, not a package

from __future__ import annotations

import csv
import re
import sys

from gb2260.data import data  # type: ignore[import-not-found]

EDITION = 2013
PEOPLES = "朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|傣族|景颇族|哈尼族|壮族|白族|傈僳族|回族|蒙古族?|柯尔克孜|哈萨克|维吾尔"
# Short names that are also words, or names of other places, are known with their suffix only.
WORDS = {
    "白银",
    "来宾",
    "开封",
    "大庆",
    "朝阳",
    "吉林",
    "海南",
    "黄山",
    "红河",
    "怒江",
    "河池",
    "中卫",
    "文山",
    "安康",
    "通化",
    "黄石",
    "百色",
    "阿里",
    "山南",
    "兴安",
    "海西",
    "海东",
    "海北",
    "黄南",
    "日照",
    "新余",
    "定西",
    "白山",
    "北海",
    "德州",
    "大理",
    "资阳",
    "白城",
}
ENGLISH = {
    "石家庄": "Shijiazhuang", "唐山": "Tangshan", "太原": "Taiyuan", "大同": "Datong", "呼和浩特": "Hohhot", "包头": "Baotou", "鄂尔多斯": "Ordos",
    "沈阳": "Shenyang", "大连": "Dalian", "长春": "Changchun", "哈尔滨": "Harbin", "南京": "Nanjing", "苏州": "Suzhou", "无锡": "Wuxi", "常州": "Changzhou",
    "南通": "Nantong", "杭州": "Hangzhou", "宁波": "Ningbo", "温州": "Wenzhou", "嘉兴": "Jiaxing", "绍兴": "Shaoxing", "金华": "Jinhua", "合肥": "Hefei",
    "福州": "Fuzhou", "厦门": "Xiamen", "泉州": "Quanzhou", "南昌": "Nanchang", "济南": "Jinan", "青岛": "Qingdao", "烟台": "Yantai", "郑州": "Zhengzhou",
    "洛阳": "Luoyang", "武汉": "Wuhan", "宜昌": "Yichang", "长沙": "Changsha", "广州": "Guangzhou", "深圳": "Shenzhen", "珠海": "Zhuhai", "佛山": "Foshan",
    "东莞": "Dongguan", "南宁": "Nanning", "海口": "Haikou", "三亚": "Sanya", "成都": "Chengdu", "贵阳": "Guiyang", "昆明": "Kunming", "拉萨": "Lhasa",
    "西安": "Xi'an", "兰州": "Lanzhou", "西宁": "Xining", "银川": "Yinchuan", "乌鲁木齐": "Urumqi",
}  # fmt: skip
CITIES_THAT_ARE_PROVINCES = ("11", "12", "31", "50")


def main() -> None:
    """Take every division of the prefectural level that has a name of its own."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["code", "kind", "zh", "en", "full"])
    for number, name in sorted(data[EDITION].items()):
        code = str(number)
        if not code.endswith("00") or code.endswith("0000") or code[:2] in CITIES_THAT_ARE_PROVINCES:
            continue
        if name in ("市辖区", "县", "市") or "直辖" in name:
            continue
        short = re.sub(rf"(?:{PEOPLES})+$", "", re.sub(r"(?:地区|自治州|市|盟)$", "", name))
        known = "" if short in WORDS or len(short) < 2 else short
        writer.writerow([f"CN_{code}", "city", known, ENGLISH.get(short, ""), name])


if __name__ == "__main__":
    main()
