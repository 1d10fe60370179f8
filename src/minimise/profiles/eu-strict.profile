# SPDX-License-Identifier: Apache-2.0
# Directive (EU) 2016/681 as the Court of Justice of the European Union reads it. docs/profiles.md
# says what each line means. A State copies this file and names its own law, authorities and flights.
name = eu-strict
title = Passenger name records in the European Union, strictly
law = Directive (EU) 2016/681 as the Court of Justice reads it (C-817/19, 21 June 2022)
second-factor = required
# Offences of Annex II count from this maximum penalty on (article 3(9)); each use names one and says
# how it is linked with the carriage of passengers by air (C-817/19, paragraphs 147 to 157).
offence-penalty-years = 3
offence-air-link = required

[purpose pre-travel-assessment]
title = Assessment of travellers before arrival or departure
article = article 6(2)(a)
roles = analyst supervisor
offence = required

[purpose reasoned-request]
title = Answer to the reasoned request of a competent authority
article = article 6(2)(b)
roles = requests-desk supervisor
offence = required

[purpose criteria]
title = Lists and criteria for the assessment
article = article 6(2)(c) and 6(3)
roles = targeter
offence = required

[purpose verification]
title = Verification that processing is lawful
article = articles 6(7), 13(5), 13(6) and 15
roles = dpo supervisory-authority auditor
offence = none

[purpose individual-rights]
title = Access, rectification, erasure and redress of a person
article = article 13(1)
roles = dpo
offence = none

[offences]
terrorist-offences = Terrorist offences
criminal-organisation = Participation in a criminal organisation
trafficking-in-human-beings = Trafficking in human beings
child-sexual-exploitation = Sexual exploitation of children and child pornography
drug-trafficking = Illicit trafficking in narcotic drugs and psychotropic substances
weapons-trafficking = Illicit trafficking in weapons, munitions and explosives
corruption = Corruption
fraud = Fraud, including that against the financial interests of the Union
money-laundering = Laundering of the proceeds of crime and counterfeiting of currency
cybercrime = Computer-related crime and cybercrime
environmental-crime = Environmental crime, including illicit trafficking in endangered species
facilitated-entry = Facilitation of unauthorised entry and residence
murder = Murder, grievous bodily injury
organ-trade = Illicit trade in human organs and tissue
kidnapping = Kidnapping, illegal restraint and hostage-taking
armed-robbery = Organised and armed robbery
cultural-goods = Illicit trafficking in cultural goods, including antiques and works of art
product-piracy = Counterfeiting and piracy of products
forged-documents = Forgery of administrative documents and trafficking therein
growth-promoters = Illicit trafficking in hormonal substances and other growth promoters
nuclear-materials = Illicit trafficking in nuclear or radioactive materials
rape = Rape
international-crimes = Crimes within the jurisdiction of the International Criminal Court
unlawful-seizure = Unlawful seizure of aircraft or ships
sabotage = Sabotage
stolen-vehicles = Trafficking in stolen vehicles
industrial-espionage = Industrial espionage

# Who may be given data (R-005). A State puts its own, published authorities here.
[authorities]
national-police = National police
customs = Customs investigation service
public-prosecutor = Public prosecutor
security-service = Security service, for terrorist offences

[elements]
# The headings of Annex I, and nothing else (R-014, R-015).
headings = 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19
general-remarks = unaccompanied-minors
# Service requests that belong to a heading other than 12, and those about unaccompanied minors:
#  1 RLOC    5 CTCE CTCM CTCR    6 EPAY    8 FQTR FQTS FQTU FQTV    10 CKIN    12 UMNR YPTA
# 13 ADMD ADTK GRPF TKNA TKNE TKNM TKNO TKTL    14 EXST GPST NSSA NSSB NSST NSSW RQST SEAT SMSA SMST SMSW
# 16 BAGG BIKE BULK CBBG FRAG PDBG SPEQ XBAG    17 CHLD GRPS INFT    18 DOCA DOCO DOCS FOID PSPT
services = ADMD ADTK BAGG BIKE BULK CBBG CHLD CKIN CTCE CTCM CTCR DOCA DOCO DOCS EPAY EXST FOID FQTR FQTS
    FQTU FQTV FRAG GPST GRPF GRPS INFT NSSA NSSB NSST NSSW PDBG PSPT RLOC RQST SEAT SMSA SMST SMSW
    SPEQ TKNA TKNE TKNM TKNO TKTL UMNR XBAG YPTA

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
vital-interests = never

[ages]
mask-after = 6 months
delete-after = 60 months
# Without objective evidence that links the traveller with a risk (C-817/19, paragraphs 255 to 262).
delete-unlinked-after = 6 months
# How long what was done is on record (Directive, article 13(6)).
delete-log-after = 60 months

[approvals]
# Which office must agree; "none" where nobody else must.
unmask = approving-authority
later-use = approving-authority
profile-change = approving-authority
second-review = supervisor
rule-activation = supervisor
extra-transfer = supervisor

[flights]
# Flights between these States are taken in only as the Court permits (R-019): all of them under a
# threat decision with an end, or those selected with an assessment and its review. Neither is given
# here: flights between them are not taken in until the State's own profile says which.
territory = AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK
    SVN ESP SWE
within = none
