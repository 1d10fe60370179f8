/* SPDX-License-Identifier: Apache-2.0 */
#include "review/rights_words.h"

static const char *const words[WORD_COUNT][RIGHTS_LANGUAGES] = {
	[WORD_TITLE] = {"Answer to your request", "الرد على طلبك"},
	[WORD_TITLE_COURT] = {"File for the court", "ملف للمحكمة"},
	[WORD_REQUEST] = {"Your request", "طلبك"},
	[WORD_NUMBER] = {"Number", "الرقم"},
	[WORD_KIND] = {"Kind", "النوع"},
	[WORD_APPLICANT] = {"Applicant", "مقدم الطلب"},
	[WORD_BIRTH_DATE] = {"Birth date", "تاريخ الميلاد"},
	[WORD_ADDRESS] = {"Address", "العنوان"},
	[WORD_RECEIVED] = {"Received", "تاريخ الاستلام"},
	[WORD_IDENTITY] = {"Identity checked", "التحقق من الهوية"},
	[WORD_DECISION] = {"Decision", "القرار"},
	[WORD_REASON] = {"Reason", "السبب"},
	[WORD_DECIDED] = {"Decided", "تاريخ القرار"},
	[WORD_UNIT] = {"Who holds the data", "من يحتفظ بالبيانات"},
	[WORD_NAME] = {"Name", "الاسم"},
	[WORD_STATE] = {"State", "الدولة"},
	[WORD_LEGAL_BASIS] = {"Legal basis", "الأساس القانوني"},
	[WORD_HELD] = {"What is held", "ما يُحتفظ به"},
	[WORD_NOTHING_HELD] = {"The unit holds nothing that was found to be about this person.",
			       "لا تحتفظ الوحدة بشيء تبيّن أنه عن هذا الشخص."},
	[WORD_FLIGHT] = {"Flight", "الرحلة"},
	[WORD_NATIONALITY] = {"Nationality", "الجنسية"},
	[WORD_SEX] = {"Sex", "الجنس"},
	[WORD_DOCUMENT] = {"Document", "الوثيقة"},
	[WORD_LOCATOR] = {"Booking", "الحجز"},
	[WORD_SEAT] = {"Seat", "المقعد"},
	[WORD_ROUTE] = {"Route", "المسار"},
	[WORD_SOURCES] = {"Sent by the carrier", "أرسلها الناقل"},
	[WORD_HOW] = {"How such data are used", "كيف تُستخدم هذه البيانات"},
	[WORD_HOW_LISTS] =
		{"Carriers send data on travellers before the journey. The unit compares names, "
		 "birth dates and travel documents with lists of people and documents that are "
		 "sought. Each comparison says which of these agreed, differed or were absent. There "
		 "is no score of a person, and nothing that learns by itself.",
		 "يرسل الناقلون بيانات المسافرين قبل السفر. وتقارن الوحدة الأسماء وتواريخ الميلاد ووثائق "
		 "السفر بقوائم الأشخاص والوثائق المطلوبة. وتبين كل مقارنة ما اتفق وما اختلف وما غاب. ولا "
		 "يوجد تقييم لشخص ولا شيء يتعلم من تلقاء نفسه."},
	[WORD_HOW_PERSON] =
		{"A person looks at every match, by the same written criteria for everybody, and "
		 "decides. A name alone confirms nobody. No decision that is to anybody's "
		 "disadvantage rests on the machine.",
		 "ينظر إنسان في كل مطابقة وفق معايير مكتوبة واحدة للجميع ثم يقرر. ولا يكفي الاسم وحده "
		 "لتأكيد أحد. ولا يستند أي قرار في غير صالح أحد إلى الآلة."},
	[WORD_HOW_SENSITIVE] =
		{"What says something of religion, health, origin, opinions or sexual life is erased "
		 "before anything is stored. All of this is the same for everybody, whatever the "
		 "nationality.",
		 "يُمحى كل ما يدل على الدين أو الصحة أو الأصل أو الآراء أو الحياة الجنسية قبل تخزين أي شيء. "
		 "وكل ذلك واحد للجميع مهما كانت الجنسية."},
	[WORD_MATCHES_PERSON] =
		{"This answer says neither that there was a match nor that there was none: that could "
		 "endanger inquiries. A court sees everything: matches, grounds, entries of lists, who "
		 "decided and why.",
		 "لا يقول هذا الرد إن كانت هناك مطابقة أم لا، لأن ذلك قد يعرّض التحقيقات للخطر. وترى المحكمة كل "
		 "شيء: المطابقات وأسبابها وقيود القوائم ومن قرر ولماذا."},
	[WORD_REMEDY] = {"What you can do", "ما يمكنك فعله"},
	[WORD_REMEDY_TEXT] =
		{"You may complain to the supervisory authority for data protection, and go to court. "
		 "You may ask for data to be put right, erased or restricted. If you are mistaken for "
		 "another person again and again, you may ask for a redress number.",
		 "يمكنك أن تشكو إلى السلطة المشرفة على حماية البيانات وأن تلجأ إلى القضاء. ويمكنك أن تطلب تصحيح "
		 "البيانات أو محوها أو تقييدها. وإذا تكرر الخلط بينك وبين شخص آخر فيمكنك طلب رقم إنصاف."},
	[WORD_MATCHES] = {"Matches and how they were decided", "المطابقات وكيف جرى البت فيها"},
	[WORD_NO_MATCHES] = {"There was no match.", "لم تكن هناك مطابقة."},
	[WORD_LIST] = {"List and version", "القائمة وإصدارها"},
	[WORD_ENTRY] = {"Entry", "القيد"},
	[WORD_GROUNDS] = {"Compared", "المقارنة"},
	[WORD_SCORE] = {"Score of 1000", "الدرجة من 1000"},
	[WORD_OUTCOME] = {"Outcome", "النتيجة"},
	[WORD_CHECKLIST] = {"Written criteria", "المعايير المكتوبة"},
	[WORD_REVIEWER] = {"Decided by", "من قرر"},
	[WORD_FIRST_REVIEWER] = {"First reviewer", "المراجع الأول"},
	[WORD_BUREAU] = {"National central bureau", "المكتب المركزي الوطني"},
	[WORD_RECORDS] = {"Who read or changed the record", "من قرأ السجل أو غيّره"},
};

const char *rights_word(enum rights_language language, enum rights_word word)
{
	return words[word][language];
}
