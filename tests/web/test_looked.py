"""Who looked at a case: its office and the data protection officer read it, and nothing of the case."""

from flask import Flask

from portal.policy import Grant, Role
from portal.services import staff
from tests.services.conftest import PASSWORD, Team
from tests.web.staffroom import person

DPO = (Grant(Role.DATA_PROTECTION),)


def test_everybody_who_opened_it_is_listed_and_nothing_of_the_case(app: Flask, team: Team) -> None:
    with team.office.work() as work:
        new = staff.NewPerson("dpo", "Dorothea Penn", DPO, PASSWORD)
        team.ids["dpo"] = staff.add_person(work, new).staff_id
    reference = team.apply()
    officer = person(app, team, "decider")
    officer.get(f"/cases/{reference}")
    own = officer.click("Who looked at this case")
    assert "Decider" in own.words and "decider office" in own.words
    dpo = person(app, team, "dpo")
    dpo.get("/your-sessions")
    dpo.click("Who looked at a case")
    assert dpo.get("/views?reference=CR", 422).errors == ["Enter a whole reference, for example CR-7K3MQ-2F80."]
    assert dpo.get(f"/views?reference={reference.lower()}", 303).location == f"/cases/{reference}/views"
    shown = dpo.get(f"/cases/{reference}/views")
    assert "Decider" in shown.words
    assert "Jo Sample" not in shown.text and "Loud music" not in shown.text
    dpo.get(f"/cases/{reference}/views", pseudo=True)
    dpo.get(f"/cases/{reference}", 404)
