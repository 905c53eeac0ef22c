"""From a document to a frozen text (`readers`), and from a text to drafts of claims (`claims`)."""
