"""Words of sign-in, roles and the log of deeds."""

SIGN_IN = "Sign in"
SIGN_IN_WITH = "Sign in with {provider}"
SIGN_IN_AGAIN = "Sign in again"
SIGN_OUT = "Sign out"
SIGN_OUT_HELP = "Ends the session in every window. An open draft is kept for your account."
WHY = {
    "not_local": (
        "Sign-in is not set up, so the program serves only the machine it runs on, at localhost. To use it from other "
        "machines, an administrator has to set up sign-in (docs/accounts.md)."
    ),
    "settings": "{said}",
    "two_ways": (
        "Both sign-in (secrets.toml) and a proxy's header (proxy_header) are set up, so it is not certain which to "
        "believe. An administrator has to take one of them out."
    ),
    "wrong_peer": (
        "The request did not come from the proxy that is set up (proxy_address), so it is not believed. Open the page "
        "at your office's address."
    ),
    "no_name": "Your account could not be told. Please ask whoever runs your office's sign-in.",
    "signed_out": "Sign in with your office's account to see figures.",
    "expired": "The session has expired or was signed out. An open draft is kept.",
    "no_role": "Account **{name}** holds no role yet, so no figures are shown. Ask an administrator for one.",
}
TITLE = "Sign in"
AS_WHOM = "In the name of {name}"
ROLES = {"reader": "reader", "analyst": "analyst", "reviewer": "reviewer", "administrator": "administrator"}
ALL_UNITS = "all units"
GRANT = "{role} · {unit}"
LOCAL = "On this machine only, without sign-in: whoever uses it may do everything."
WITHIN = "You see **{units}** only. Ranks, medians and totals are of these units alone."
MORE_UNITS = "{units} and {count} more units"

# The log of deeds.
DEEDS = "Log of deeds"
DEEDS_LEAD = "Who did what, when, to which figures. Only appended to; it outlives withdrawal and restoration."
DEEDS_BROKEN = "Lines of the log were changed, taken out or put in at: {places}. Tell whoever runs the server."
DEEDS_PARTIAL = "The shared lake does not answer, so this is this machine's log only. The others' are back when it is."
DEEDS_SEE = "See the log of deeds"
DEEDS_NOTHING = "No deed fits."
DEEDS_SHOWN = "The newest {shown} of {count}; download to have them all."
DEED_PERSON, DEED_KIND, DEED_DAYS, DEED_ALL = "Account", "Deed", "From – to", "All"
DEED_COLUMNS = {
    "number": "No.", "at": "At", "machine": "Machine", "person": "Account", "deed": "Deed", "outcome": "Outcome",
    "units": "Units", "periods": "Periods", "facts": "Details",
}  # fmt: skip
DEED_KINDS = {
    "look": "look", "export": "take figures", "take_original": "open an original", "load": "load",
    "withdraw": "withdraw, restore", "answer": "answer questions", "correct": "correct",
    "set_targets": "set targets", "edit_units": "edit units", "grant": "give, take roles",
    "read_deeds": "read the log", "take_bundle": "take the bundle", "sign_in": "sign in", "sign_out": "sign out",
    "back_up": "back up", "bring_back": "bring a backup back",
}  # fmt: skip
DEED_OUTCOMES = {"done": "done", "nothing": "nothing new", "refused": "refused", "failed": "error"}
DEEDS_CSV = "Take the log (CSV)"
