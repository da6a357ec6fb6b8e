"""Write the names of countries and regions, in Chinese and English, as CSV to standard output."""  # noqa: INP001 -- a script, not a package

import csv
import re
import sys

from babel import Locale
from babel.core import get_global


def main() -> None:
    """Take every territory that has an alpha-3 code, and every region with an M49 code."""
    chinese, english = dict(Locale("zh").territories), dict(Locale("en").territories)
    aliases = {alias: codes[0] for alias, codes in get_global("territory_aliases").items() if len(codes) == 1}
    # A number is what ISO 3166-1 gives to a territory that it lists; withdrawn and private codes are passed over.
    listed = {code for alias, code in aliases.items() if re.fullmatch(r"\d{3}", alias)}
    withdrawn = {"FXX", "TMP", "ROM", "ZAR", "YUG", "QUU", "XAA", "XBB", "ZZZ"}
    alpha3 = {
        code: alias
        for alias, code in aliases.items()
        if re.fullmatch("[A-Z]{3}", alias) and code in listed and alias not in withdrawn
    }
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["code", "kind", "zh", "en"])
    # CLDR's 中非 is read as China and Africa by everyone who writes on trade.
    chinese["017"] = "中部非洲"
    for code in sorted(set(chinese) & set(english)):
        if code.isdigit():
            writer.writerow([code, "group", chinese[code], english[code]])
        elif code in alpha3:
            writer.writerow([alpha3[code], "country", chinese[code], english[code]])


main()
