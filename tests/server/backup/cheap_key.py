"""A key behind a passphrase, as `new_key` makes one, that costs a guess next to nothing: scrypt's N is 16."""

from __future__ import annotations

import base64

PASSPHRASE = "six random words are good"
PUBLIC = "age12nc2uuuax0wxrfsthmywr53j7y8v933kev7pk0mugt5wgs8re4tsjtkw5r"
SEALED = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBEaDFSc1YxUFA4eVd3eTdzbU5rZk53IDQKeThCZmRnQWt6N2dmNEY2aWxmOUJSeXZG"
    "MEpVTEQwS2JxSTBDTENxNURpcwotLS0gbDN4MHNnWk5KMnduQlN6ZjdBZnJpU0dRb0NhNkhEQllNL3hQNjhnVytTdwoG344zHGKiGMjxGf0r"
    "YHgRMHEPovX2/eqTkDlxfZK3EvYnp8pepoxuOrdE5+fYOEyTc3H8ZVoO+kccJoolDNc9CRtGb97hUSALgmRNlAIyXvgraY5kWt7/XmERzc36"
    "JRTgfJ/pa82btuPF9w=="
)
