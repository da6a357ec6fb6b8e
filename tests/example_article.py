"""An article that tests and benchmarks publish: small, with a table, a statement that it confirms, and four observations."""

from __future__ import annotations

ARTICLE = """某县粮食生产的变化
2020年全县粮食产量为12.4万吨，比上年增长3.3%。
表1 某县主要农产品产量 单位：万吨
年份
2019
2020
粮食
12.0
12.4
油料
1.98
2.05
注：数据来源于某县统计年鉴。
"""
