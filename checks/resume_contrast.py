"""What papers look like that are no resumes, however much they speak of work, schools and dates.

Data only, folded (see ``folding``); how much each counts is the score's business.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from checks.folding import phrases

OTHER_KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "job posting": phrases(
            "we are looking for|we're looking for|we are seeking|is seeking a|is looking for"
            "|you will|you'll|what we offer|we offer|ideal candidate|successful candidate"
            "|about the role|about the job|about the position|about the team|requirements"
            "|responsibilities|preferred qualifications|minimum qualifications"
            "|required qualifications|benefits|equal opportunity|how to apply|apply now|to apply"
            "|job description|reports to|salary range|join our|candidates|compensation"
            "|what you bring|your profile|your tasks|nice to have|position summary"
            "|essential duties|job title|paid time off|application deadline|closing date"
            "|person specification|duties|who you are|pay range|employment type|full-time"
            "|wir suchen|wir bieten|ihre aufgaben|ihr profil|sie bringen|m/w/d|w/m/d"
            "|deine aufgaben|dein profil|nous recherchons|profil recherche|vos missions"
            "|nous offrons|poste a pourvoir|type de contrat|buscamos|ofrecemos|requisitos"
            "|se ofrece|se requiere|funciones del puesto|incorporacion inmediata"
        ),
        "business paper": phrases(
            "invoice|invoice number|bill to|ship to|amount due|subtotal|vat|unit price|total due"
            "|payment terms|quantity|qty|price list|sku|discount|per unit|purchase order"
            "|quotation|net 30|due date|item no|tax id|iban|rechnung|rechnungsnummer|mwst"
            "|gesamtbetrag|zahlungsziel|preisliste|nettobetrag|facture|montant|tva|total ttc"
            "|factura|importe|iva|precio unitario|price per|order form|valid until|prices"
        ),
        "contract": phrases(
            "hereinafter|whereas|the parties|this agreement|governing law|in witness whereof"
            "|party shall|termination|confidential information|indemnify|liability|hereby"
            "|effective date|force majeure|severability|vertragspartner|vertrag|kundigung"
            "|gerichtsstand|le present contrat|ci-apres|les parties|el presente contrato"
            "|las partes|clausula|employee shall|lessee|landlord|tenant|the employer"
        ),
        "minutes": phrases(
            "attendees|apologies|action items|agenda|minutes|motion|adjourned|next meeting"
            "|in attendance|seconded|call to order|action item|old business|new business|quorum"
            "|protokoll|teilnehmer|tagesordnung|compte rendu|ordre du jour|orden del dia"
            "|asistentes|discussion|carried|owner|decisions"
        ),
        "syllabus": phrases(
            "syllabus|learning outcomes|grading|office hours|week 1|week 2|assignments|midterm"
            "|final exam|textbook|prerequisites|course description|course schedule|credit hours"
            "|late work|attendance policy|homework|learning objectives|required reading|lernziele"
            "|prufung|course objectives|academic integrity|students"
        ),
        "paper": phrases(
            "abstract|introduction|keywords|et al|methodology|methods|results|conclusion"
            "|conclusions|figure 1|table 1|acknowledgments|acknowledgements|corresponding author"
            "|related work|we show|we propose|literature review|in this paper|this paper"
            "|this report|executive summary|findings|recommendations|about the author"
            "|table of contents|zusammenfassung|einleitung|appendix|background|this study"
        ),
        "form": phrases(
            "please complete|please print|for office use|tick|check one|i certify|please list"
            "|signature of|applicant signature|signature|please attach|application form"
            "|please provide|if yes|circle one|date signed|submit this form|block capitals"
            "|unterschrift|bitte ausfullen|yes no|office use only|i hereby declare"
        ),
        "company profile": phrases(
            "our company|our mission|our clients|our team|our services|headquartered"
            "|company profile|about us|our history|our customers|our values|our vision"
            "|why choose us|our products|case studies|our approach|was founded|our people"
            "|unser unternehmen|unsere kunden|uber uns|notre entreprise|nos clients"
            "|nuestra empresa|nuestros clientes"
        ),
        "event": phrases(
            "rsvp|ceremony|reception|keynote|speakers|panel|registration|venue|dress code"
            "|the pleasure of your company|moderator|coffee break|session 1|session"
            "|welcome remarks|doors open|program|programme|speaker|will speak|wedding|admission"
            "|tickets|opening remarks|lunch|conference program|save the date|workshop"
        ),
        "guide": phrases(
            "your resume|your cv|your cover letter|hiring managers|recruiters"
            "|your name|company name|job title here|lorem ipsum|tip 1|tips|example|template"
            "|how to write|do not include|should include|make sure|best practices|step 1"
            "|job seekers|applicants"
        ),
    }
)

THIRD_PERSON = re.compile(
    r"\b(?:s?he|they) (?:has|have|is|was|are|were|joined|holds|received|earned|served|lives"
    r"|worked|began|leads|led|also|currently|spent|studied|grew|started|previously|speaks|writes"
    r"|teaches|taught|founded|co-founded|became|won|specializes|enjoys)\b"
)
ADDRESS = re.compile(
    r"\b(?:we|our|ours|we're|we'll|you|your|yours|you'll|you're|wir|unser\w*|vous|votre|vos|nous"
    r"|notre|nos|nuestr\w+|ustedes?)\b"
)
"""Pronouns that speak to somebody, or for a firm: resumes do neither."""
BLANKS = re.compile(r"_{4,}|\.{8,}|☐|□|\[ \]")
