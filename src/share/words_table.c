/* SPDX-License-Identifier: Apache-2.0 */
#include "share/words.h"

static const char *const words[SHARE_WORD_COUNT][SHARE_LANGUAGES] = {
	[SHARE_TITLE] = {"Package for a competent authority", "حزمة لسلطة مختصة"},
	[SHARE_USE_ONLY] =
		{"These data may be processed further only for the purpose that is stated here, by the authority "
		 "that is named here. They are not passed on without the unit's consent, and are erased by the "
		 "day that is stated, unless they have become part of the file of a case under its own law.",
		 "لا يجوز أن تُعالَج هذه البيانات إلا للغرض المذكور هنا ومن السلطة المذكورة هنا. ولا تُنقل إلى غيرها "
		 "دون موافقة الوحدة، وتُمحى في اليوم المذكور ما لم تصبح جزءاً من ملف قضية يحكمه قانونها."},
	[SHARE_RECALL_TEXT] =
		{"The unit calls a package back when it turns out to be wrong. Acknowledge the notice, and erase "
		 "what you have of it.",
		 "تسترد الوحدة الحزمة إذا تبيّن أنها خاطئة. أكّدوا استلام الإشعار وامحوا ما لديكم منها."},
	[SHARE_PACKAGE] = {"Package", "الحزمة"},
	[SHARE_SERIAL] = {"Serial number", "الرقم التسلسلي"},
	[SHARE_FROM] = {"From", "من"},
	[SHARE_MADE] = {"Made", "أُعدّت في"},
	[SHARE_AUTHORITY] = {"Authority", "السلطة"},
	[SHARE_OFFICER] = {"Officer", "الموظف"},
	[SHARE_PURPOSE] = {"Purpose", "الغرض"},
	[SHARE_OFFENCE] = {"Offence", "الجريمة"},
	[SHARE_CASE] = {"Case", "القضية"},
	[SHARE_REQUEST] = {"Your request", "طلبكم"},
	[SHARE_CAVEAT] = {"Handling", "شروط التعامل"},
	[SHARE_FEEDBACK_BY] = {"Feedback by", "الإفادة حتى"},
	[SHARE_ERASE_BY] = {"Expires; to be erased by", "تنتهي وتُمحى حتى"},
	[SHARE_FOR_STATE] = {"To be passed on to", "تُنقل إلى"},
	[SHARE_AGREEMENT] = {"Agreement", "الاتفاق"},
	[SHARE_PERSON] = {"Person and journey", "الشخص والرحلة"},
	[SHARE_FAMILY] = {"Family name", "اسم العائلة"},
	[SHARE_GIVEN] = {"Given names", "الأسماء الأولى"},
	[SHARE_BIRTH_DATE] = {"Birth date", "تاريخ الميلاد"},
	[SHARE_SEX] = {"Sex", "الجنس"},
	[SHARE_NATIONALITY] = {"Nationality", "الجنسية"},
	[SHARE_DOCUMENT] = {"Document", "الوثيقة"},
	[SHARE_FLIGHT] = {"Flight", "الرحلة"},
	[SHARE_ROUTE] = {"Route", "المسار"},
	[SHARE_DEPARTS] = {"Departs (local time)", "المغادرة (بالتوقيت المحلي)"},
	[SHARE_SEAT] = {"Seat", "المقعد"},
	[SHARE_LOCATOR] = {"Booking", "الحجز"},
	[SHARE_CONTACT] = {"Contact", "وسائل الاتصال"},
	[SHARE_PAYMENT] = {"Payment", "الدفع"},
	[SHARE_ITINERARY] = {"Itinerary", "خط السير"},
	[SHARE_COMPANIONS] = {"Same booking", "في الحجز نفسه"},
	[SHARE_RECORD] = {"Unmasked record", "السجل بعد كشفه"},
	[SHARE_MATCH] = {"Match", "التطابق"},
	[SHARE_LIST] = {"List", "القائمة"},
	[SHARE_VERSION] = {"Version", "النسخة"},
	[SHARE_SOURCE] = {"Source", "المصدر"},
	[SHARE_ENTRY] = {"Entry", "القيد"},
	[SHARE_CONFIRMED] = {"Confirmed by a person", "أكّده شخص في"},
	[SHARE_COMPARED] = {"Compared", "المقارنة"},
};

const char *share_word(enum share_language l, enum share_word w)
{
	return words[w][l];
}
