"""Parameters of addresses that say how a reader came, never what the page shows.

`ref`, `source`, `id` and their like are not among them: some sites choose the page by these.
"""

_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "hsa_", "fb_", "guce_", "at_link_", "amp_")
_NAMES = frozenset(
    {
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "_openstat",
        "at_bbc_team",
        "at_campaign",
        "at_campaign_type",
        "at_format",
        "at_medium",
        "at_ptr_name",
        "cmpid",
        "cvid",
        "dclid",
        "ef_id",
        "fbclid",
        "ftag",
        "gbraid",
        "gclid",
        "gclsrc",
        "guccounter",
        "icid",
        "igsh",
        "igshid",
        "jsessionid",
        "li_fat_id",
        "mc_cid",
        "mc_eid",
        "mibextid",
        "mkt_tok",
        "msclkid",
        "ncid",
        "oly_anon_id",
        "oly_enc_id",
        "phpsessid",
        "ref_src",
        "ref_url",
        "rss_source",
        "s_cid",
        "s_kwcid",
        "smid",
        "smtyp",
        "spm",
        "srsltid",
        "taid",
        "ttclid",
        "twclid",
        "usqp",
        "vero_id",
        "wbraid",
        "wt.mc_id",
        "xtor",
        "yclid",
        "ysclid",
    }
)
_NAMES_ON_DOMAIN = {
    "twitter.com": frozenset({"s", "t"}),
    "x.com": frozenset({"s", "t"}),
    "youtube.com": frozenset({"si", "feature", "pp", "t", "app"}),
    "youtu.be": frozenset({"si", "feature", "t"}),
}
_AMP_FORMS = frozenset({"amp", "amp=", "amp=1", "amp=true", "outputtype=amp", "output=amp"})


def is_tracking(parameter: str, *, domain: str) -> bool:
    """Return whether `name=value`, in lower case, makes no difference to a page of the domain."""
    name = parameter.partition("=")[0]
    return (
        name in _NAMES
        or name in _NAMES_ON_DOMAIN.get(domain, ())
        or name.startswith(_PREFIXES)
        or parameter in _AMP_FORMS
    )
