# SPDX-License-Identifier: Apache-2.0
# ICAO Annex 9, chapter 9, section D: what every State keeps. No profile may be weaker than this one
# without a difference filed with ICAO. docs/profiles.md says what each line means.
name = icao-base
title = Passenger name records under ICAO Annex 9
law = Convention on International Civil Aviation, Annex 9, chapter 9, section D
second-factor = required
offence-penalty-years = 0
offence-air-link = none

[purpose pre-travel-assessment]
title = Assessment of travellers before arrival or departure
article = Annex 9, 9.24
roles = analyst supervisor
offence = required

[purpose reasoned-request]
title = Answer to the reasoned request of a competent authority
article = Annex 9, 9.24
roles = requests-desk supervisor
offence = required

[purpose criteria]
title = Lists and criteria for the assessment
article = Annex 9, 9.24 and 9.28
roles = targeter
offence = required

[purpose verification]
title = Verification that processing is lawful
article = Annex 9, 9.29
roles = dpo supervisory-authority auditor
offence = none

[purpose individual-rights]
title = Access, rectification, erasure and redress of a person
article = Annex 9, 9.26
roles = dpo
offence = none

[offences]
terrorist-offences = Terrorist offences and related travel (Security Council resolution 2396)
serious-crime = Serious crime, as the State's law defines it

# Who may be given data (R-005). A State puts its own, published authorities here.
[authorities]
national-police = National police
customs = Customs
border-guard = Border guard
public-prosecutor = Public prosecutor

[elements]
headings = 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19
general-remarks = all

[sensitive]
# Service codes and whole words of free text that reveal religion, health, origin, opinion, union
# membership or sexual life (R-016).
codes = AVML BLML BLND DBML DEAF DPNA ESAN GFML HFML HNML KSML LCML LEGB LEGL LEGR LFML LPML LSML MAAS
    MEDA MOML NLML ORML OXYG PFML POCA PPOC PRML RVML SPML STCR SVAN VGML VJML VLML VOML WCBD WCBW
    WCHC WCHR WCHS WCLB WCMP WCOB
words = ALLERGIC ALLERGIES ALLERGY ALZHEIMER ALZHEIMERS AMPUTEE ANAPHYLAXIS ASTHMA ASTHMATIC ATHEIST
    AUTISM AUTIST AUTISTIC AVEUGLE BAPTIST BISEXUAL BLIND BUDDHIST CANCER CARDIAC CATHETER CATHOLIC
    CHEMOTHERAPY CIEGO CIRCUMCISION COELIAC COMMUNIST CRUTCHES DEAF DEMENTIA DEPRESSION DIABETES
    DIABETIC DIABETICO DIABETIQUE DIABETISCH DIALYSIS DIOCESE DISABILITIES DISABILITY DISABLED
    EMBOLISM EPILEPSY EPILEPTIC EPIPEN ETHNIC ETHNICITY EVANGELICAL FRACTURE GAY GLUTEN GYPSY HAJ
    HAJJ HALAL HANDICAP HANDICAPE HANDICAPPED HEMODIALYSIS HEPATITIS HINDU HIV HOMOSEXUAL IMAM
    INSULIN INVALIDE ISLAMIC JEWISH KOSHER LESBIAN LGBT LGBTQ MEDICAL MEDICATION MENTAL METHODIST
    MOSQUE MUSLIM NUNS ORTHODOX OXYGEN OXYGENE PARALYSED PARALYSIS PARALYZED PARAPLEGIC PILGRIM
    PILGRIMAGE PILGRIMS PREGNANCY PREGNANT PRIEST PRIESTS PROSTHESIS PROSTHETIC PROTESTANT
    PSYCHIATRIC QUADRIPLEGIC RABBI RACIAL RELIGION RELIGIOUS ROLLSTUHL SCHIZOPHRENIA SEIZURE
    SEIZURES SHIA SIKH STRETCHER STROKE SUNNI SURGERY SYNAGOGUE TRANSEXUAL TRANSGENDER TRANSPLANT
    TRANSSEXUAL TUBERCULOSIS UMRAH UNIONIST WHEELCHAIR WHEELCHAIRS
vital-interests = exceptional

[ages]
# Recommended practices 9.32 and 9.33: masked between six months and two years, deleted at five years.
mask-after = 6 months
delete-after = 60 months
delete-unlinked-after = never
# How long what was done is on record (Directive, article 13(6)).
delete-log-after = 60 months

[approvals]
unmask = approving-authority supervisor
later-use = none
profile-change = approving-authority
second-review = none
rule-activation = supervisor
extra-transfer = supervisor

[flights]
territory = none
within = all
