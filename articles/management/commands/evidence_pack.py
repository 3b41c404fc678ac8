"""manage.py evidence_pack: the evidence for an article or a fact, as a zip."""

import os
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.report import need_tables
from articles.store.packing import CannotPack, pack_article, pack_fact

EXAMPLES = """examples:
  manage.py evidence_pack --article 0123456789abcdef -o article.zip
  manage.py evidence_pack --fact fedcba9876543210 -o tenure.zip

The page's bytes as fetched, the clean text, the way from one to the other, and every fact with its quote. It is not
masked. Whoever gets it checks it with `manage.py verify_pack FILE`, which needs no database.

exit status: 0 the pack stands there, 2 it cannot be made (nothing was changed)."""


class Command(BaseCommand):
    help = "Write the evidence for an article or a fact as a zip that anybody can check."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--article", metavar="KEY", help="the id of an article")
        what.add_argument("--fact", metavar="KEY", help="the id of a tenure, an attendance, a statement, or of one article's word for it")
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help="where to; a file there is replaced")
        parser.add_argument("--withheld", action="store_true", help="also what is withheld from the public")

    def handle(self, *, output: Path, withheld: bool, **options: Any) -> None:
        need_tables()
        try:
            if options["article"]:
                packed = pack_article(options["article"], withheld=withheld)
            else:
                packed = pack_fact(options["fact"], withheld=withheld)
            put(output, packed.content)
        except (CannotPack, OSError) as error:
            raise CommandError(f"{error}.", returncode=2) from error
        self.stdout.write(f"{packed.articles} articles and {packed.words} words for facts in {output}")


def put(output: Path, content: bytes) -> None:
    """Beside it and then moved: a pack that was broken off must not stand in the place of a whole one."""
    target = output.absolute()
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}-", delete=False) as file:
        try:
            file.write(content)
            file.close()
            Path(file.name).chmod(0o644)
            os.replace(file.name, target)
        except BaseException:
            os.unlink(file.name)
            raise
