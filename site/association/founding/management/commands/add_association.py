"""`manage.py add_association`: the questions of the admin's page, as options or one after the other."""

import sys
from argparse import ArgumentParser
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from association.founding.found import found
from association.founding.left import left_to_do
from association.founding.questions import FoundingForm


class Command(BaseCommand):
    help = (
        "Make an association: site, home page, groups, people, pool of reviewers, rubric, round, credential. "
        "What exists stays as it is; the same again makes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, field in FoundingForm.base_fields.items():
            parser.add_argument(
                f"--{name.replace('_', '-')}", help=f"{field.label or name}. {field.help_text}"
            )
        parser.add_argument("--no-input", "--noinput", action="store_false", dest="interactive")

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: options[name] for name in FoundingForm.base_fields if options[name] is not None}
        form = self._filled_in(given, asking=options["interactive"] and sys.stdin.isatty())
        association, done = found(form.cleaned_data)
        for line in done:
            self.stdout.write(line)
        self.stdout.write(f"\nIts site: {association.site.root_url}\n")
        self._tell_left([one.words for one in left_to_do(association)])

    def _tell_left(self, left: list[str]) -> None:
        self.stdout.write("What is left to do:" if left else "Nothing is left to do: people can apply.")
        for number, words in enumerate(left, start=1):
            self.stdout.write(f"{number}. {words}")

    def _filled_in(self, given: dict[str, Any], *, asking: bool) -> FoundingForm:
        """The form, valid. Of somebody who can be asked only what is wrong is asked again."""
        form = FoundingForm(self._ask(given) if asking else given)
        while not form.is_valid():
            wrong = form.errors.keys() & FoundingForm.base_fields.keys()
            if not (asking and wrong):
                raise CommandError("Nothing was made.\n" + "\n".join(_faults(form)))
            self.stdout.write("\n".join(["Nothing has been made yet.", *_faults(form)]))
            right = {name: answer for name, answer in form.data.items() if name not in wrong}
            form = FoundingForm(self._ask(right))
        return form

    def _ask(self, given: dict[str, Any]) -> dict[str, Any]:
        """What no option says, one question after the other; a wrong answer is asked again."""
        answers = dict(given)
        for name, field in FoundingForm.base_fields.items():
            if name not in answers:
                answers[name] = self._answer(name, field)
        return answers

    def _answer(self, name: str, field: forms.Field) -> str:
        question = f"{field.label or name.replace('_', ' ').capitalize()}\n  {field.help_text}\n> "
        while True:
            answer = input(question.replace("One on each line", "Several between semicolons"))
            try:
                field.clean(answer)
            except ValidationError as error:
                self.stdout.write(" ".join(error.messages))
            else:
                return answer


def _faults(form: FoundingForm) -> list[str]:
    return [
        f"{'' if name == '__all__' else '--' + name.replace('_', '-') + ': '}{' '.join(map(str, errors))}"
        for name, errors in form.errors.items()
    ]
