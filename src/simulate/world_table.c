/* SPDX-License-Identifier: Apache-2.0
 *
 * Family names are made of clouds, dreams, mist and nonsense in many languages,
 * so that nobody can be meant. Some given names are traps for readers of titles
 * (SRIDHAR, AMIR, DREW, MISSAK).
 */
#include "simulate/world.h"

#define LIST_OF static const char *const

LIST_OF utopian[] = {"UTOPUS", "AMAUROTE", "ANYDER", "HYTHLODAY", "SYPHOGRANT", "PHYLARCHE",
	"TRANIBORE", "ABRAXAN", "POLYLERITE", "ACHORIAN", "MACARIAN", "ZAPOLETE", "ANEMOLIAN",
	"BUTHRESC", "NOWHERESON", "OF THE ISLAND", NULL};
LIST_OF utopian_male[] = {"RAPHAEL", "BARZANES", "ADEMUS", "CORIN", "TIMOR", "DREW", "PELAGIUS",
	"LUCIAN", "ZENO", "ORLANDO", "PROSPERO", "GONZALO", NULL};
LIST_OF utopian_female[] = {"MORELLA", "ZELMIRA", "AMATA", "ISOLA", "CYNTHIA", "MIRANDA",
	"PERDITA", "THALIA", "UNDINE", "AURELIA", "SELENA", "VIOLA", NULL};
LIST_OF british[] = {"FROSTWOOD", "WIGGLESTONE", "THISTLEWICK", "MARBLETHORP", "O'QUIBBLE",
	"PUDDLEFORD", "BUMBLEHURST", "CRUMPETTER", "FOGGERTY-PLUME", "NETTLEBANK", NULL};
LIST_OF british_male[] = {"OLIVER", "GEORGE", "ARTHUR", "DREW", "HENRY", "ALFIE", NULL};
LIST_OF british_female[] = {"AMELIA", "FLORENCE", "IVY", "ROSE", "MATILDA", "EDITH", NULL};
LIST_OF german[] = {"NEBELHORN", "WOLKENBRUECK", "TRAUMHAUSEN", "LUFTSCHLOSS", "KAFFEEMUEHLER",
	"QUATSCHMANN", "HIMMELSTUERZER", "VON SCHAUM", "MONDENSCHEINER", NULL};
LIST_OF german_male[] = {"JUERGEN", "LUKAS", "MATTHIAS", "FELIX", "HANS-PETER", "JONAS", NULL};
LIST_OF german_female[] = {"ANNA", "GRETA", "SABINE", "KATHARINA", "LENA", "URSULA", NULL};
LIST_OF french[] = {"CROISSANTIER", "DUFANTASQUE", "BELLENUAGE", "MIRAGEOT", "LECHIMERE",
	"PAPILLONNET", "DE LA NUEE", "SONGECREUX", "BRUMAIRON", NULL};
LIST_OF french_male[] = {"LOUIS", "GABRIEL", "HUGO", "JEAN-LUC", "MATHIS", "THEO", NULL};
LIST_OF french_female[] = {"CAMILLE", "CHLOE", "MANON", "JULIETTE", "MARIE-LOU", "ZOE", NULL};
LIST_OF spanish[] = {"DE LA QUIMERA", "NUVELARES", "ENSUENYOS", "MOLINILLO VIENTO", "BRUMALDA",
	"CASTILLO DEL AIRE", "PLUMADORA", "NIEBLINEZ", NULL};
LIST_OF spanish_male[] = {"ALEJANDRO", "DIEGO", "JAVIER", "PABLO", "TOMAS", "IGNACIO", NULL};
LIST_OF spanish_female[] = {"LUCIA", "CARMEN", "VALENTINA", "SOFIA", "PALOMA", "INES", NULL};
LIST_OF portuguese[] = {"FANTASMEIRO", "BRUMALES", "SONHADEIRO", "DA NEBLINA", "ESPUMANTINO",
	"NUVENZINHO", "DOS MOINHOS", "QUIMERAL", NULL};
LIST_OF portuguese_male[] = {"JOAO", "TIAGO", "RUI", "DUARTE", "VASCO", "MIGUEL", NULL};
LIST_OF portuguese_female[] = {"BEATRIZ", "INES", "MARIANA", "RITA", "CATARINA", "JOANA", NULL};
LIST_OF italian[] = {"NUVOLETTI", "FANTASTICONI", "SOGNATORE", "CASTELLINARIA", "NEBBIOLINI",
	"FARFALLACCI", "DELLA BRUMA", NULL};
LIST_OF italian_male[] = {"LEONARDO", "MATTEO", "DAVIDE", "LUCA", "ENZO", "PIETRO", NULL};
LIST_OF italian_female[] = {"GIULIA", "AURORA", "CHIARA", "BIANCA", "ELENA", "LIVIA", NULL};
LIST_OF dutch[] = {"VAN DER WOLKE", "DROOMVELD", "NEVELAAR", "LUCHTKASTEEL", "DE GEKKEBEK",
	"MISTENBERG", NULL};
LIST_OF dutch_male[] = {"JOOST", "DAAN", "PIETER", "SEM", "BRAM", "WILLEM", NULL};
LIST_OF dutch_female[] = {"SASKIA", "FLEUR", "LOTTE", "SANNE", "NOOR", "MAARTJE", NULL};
LIST_OF russian[] = {"VYDUMKIN", "NEBYLOV", "OBLAKOV", "SNEGOLETOV", "CHUDESIN", "TUMANOVICHEV",
	NULL};
LIST_OF russian_f[] = {"VYDUMKINA", "NEBYLOVA", "OBLAKOVA", "SNEGOLETOVA", "CHUDESINA",
	"TUMANOVICHEVA", NULL};
LIST_OF russian_male[] = {"SERGEI", "DMITRII", "IVAN", "ALEKSEI", "NIKOLAI", "IURII", NULL};
LIST_OF russian_female[] = {"OLGA", "TATIANA", "NATALIA", "IRINA", "KSENIIA", "ANNA", NULL};
LIST_OF polish[] = {"CHMURKOWSKI", "BAJKOWIAK", "MGIELSKI", "WIATRAKOWICZ", "ZMYSLINSKI", NULL};
LIST_OF polish_f[] = {"CHMURKOWSKA", "BAJKOWIAK", "MGIELSKA", "WIATRAKOWICZ", "ZMYSLINSKA", NULL};
LIST_OF polish_male[] = {"JAN", "PIOTR", "KRZYSZTOF", "TOMASZ", "WOJCIECH", NULL};
LIST_OF polish_female[] = {"AGNIESZKA", "EWA", "MALGORZATA", "ZOFIA", "HANNA", NULL};
LIST_OF turkish[] = {"HAYALOGLU", "BULUTSEVEN", "RUYACIK", "SISLIDAGLI", "MASALCIOGLU", NULL};
LIST_OF turkish_male[] = {"EMRE", "MEHMET", "CAN", "MURAT", "YUSUF", "ALI", NULL};
LIST_OF turkish_female[] = {"ELIF", "ZEYNEP", "AYSE", "DEFNE", "MERYEM", NULL};
LIST_OF arabic[] = {"AL WAHMI", "BIN SARAB", "AL GHAYMI", "AL HULMI", "BEN DABAB", "AL USTURI",
	"EL KHAYALOUN", "ABU NADA", NULL};
LIST_OF arabic_male[] = {"YOUSSEF", "MOHAMED", "KARIM", "TARIQ", "OMAR", "ABDELRAHMAN", "AMIR",
	"HASSAN", NULL};
LIST_OF arabic_female[] = {"FATIMA", "LEILA", "AMINA", "NOUR", "SALMA", "MARIAM", NULL};
LIST_OF senegalese[] = {"NDIALAM", "DIOUFANTE", "SYLLABOU", "FALLOMAR", "NDONGOLA", NULL};
LIST_OF senegalese_male[] = {"MAMADOU", "OUSMANE", "CHEIKH", "IBRAHIMA", "MODOU", NULL};
LIST_OF senegalese_female[] = {"AWA", "COUMBA", "AISSATOU", "NDEYE", "ROKHAYA", NULL};
LIST_OF nigerian[] = {"OKONJARA", "ADEYINKALE", "EZENWONDA", "BALARABIYO", "OGUNDREAMI", NULL};
LIST_OF nigerian_male[] = {"CHINEDU", "TUNDE", "EMEKA", "MUSA", "OLUMIDE", NULL};
LIST_OF nigerian_female[] = {"NGOZI", "FOLAKE", "CHIAMAKA", "AISHA", "TITILAYO", NULL};
LIST_OF ghanaian[] = {"ASANTEPU", "MENSAHLA", "OWUSUBI", "AGYEMFRA", NULL};
LIST_OF ghanaian_male[] = {"KOFI", "KWAME", "YAW", "KOJO", NULL};
LIST_OF ghanaian_female[] = {"AKOSUA", "AMA", "EFUA", "ABENA", NULL};
LIST_OF kenyan[] = {"NDOTOMINGI", "MAWINGULA", "KIVULINI", "WANDOTO", "UKUNGUNI", NULL};
LIST_OF kenyan_male[] = {"KAMAU", "OTIENO", "KIPCHOGE", "MWANGI", "BARAKA", NULL};
LIST_OF kenyan_female[] = {"WANJIRU", "ACHIENG", "NJERI", "ZAWADI", "CHEBET", NULL};
LIST_OF ethiopian[] = {"HILMETU", "DEMENAWI", "GUMBELA", "TESFAMIST", NULL};
LIST_OF ethiopian_male[] = {"DAWIT", "YONAS", "ABEBE", "BEREKET", NULL};
LIST_OF ethiopian_female[] = {"HIWOT", "SELAM", "MESKEREM", "TIGIST", NULL};
LIST_OF african[] = {"DROOMLAND", "NKUNGWINI", "MAFUSINI", "VAN WYKWOLK", "PHUPHANE", NULL};
LIST_OF african_male[] = {"THABO", "SIPHO", "PIETER", "LWAZI", NULL};
LIST_OF african_female[] = {"NOMVULA", "LERATO", "ANNEKE", "ZANELE", NULL};
LIST_OF indian[] = {"SWAPNARAJ", "KALPANIKAR", "MEGHADOOTAM", "BADALWALA", "MAYAJAALAN", NULL};
LIST_OF indian_male[] = {"SRIDHAR", "ARJUN", "RAHUL", "VIKRAM", "SANJAY", NULL};
LIST_OF indian_female[] = {"PRIYA", "LAKSHMI", "ANJALI", "DEEPA", "KAVITA", NULL};
LIST_OF japanese[] = {"KUMOSAKI", "YUMENOKI", "KIRINOHARA", "MABOROSHIDA", NULL};
LIST_OF japanese_male[] = {"HARUTO", "REN", "SHINJI", "KENTA", NULL};
LIST_OF japanese_female[] = {"YUI", "SAKURA", "HANAKO", "AOI", NULL};
LIST_OF chinese[] = {"YUNMENG", "WUZHONG", "XUHUAN", "HUANJING", NULL};
LIST_OF chinese_male[] = {"JIANWEI", "MINGZE", "HAORAN", "TAO", NULL};
LIST_OF chinese_female[] = {"LIHUA", "XIAOYUE", "MEILING", "YAN", NULL};
LIST_OF indonesian[] = {"KHAYALWATI", "AWANGGUNA", "MIMPIHARTO", "KABUTNINGRUM", NULL};
LIST_OF indonesian_male[] = {"BUDI", "AGUS", "JOKO", "RIZKI", NULL};
LIST_OF indonesian_female[] = {"DEWI", "SITI", "PUTRI", "RATNA", NULL};

const struct culture cultures[] = {
	{"UTO", "UT", "999", utopian, NULL, utopian_male, utopian_female, false},
	{"GBR", "", "44", british, NULL, british_male, british_female, false},
	{"DEU", "C", "49", german, NULL, german_male, german_female, false},
	{"FRA", "FX", "33", french, NULL, french_male, french_female, false},
	{"ESP", "ES", "34", spanish, NULL, spanish_male, spanish_female, false},
	{"PRT", "PA", "351", portuguese, NULL, portuguese_male, portuguese_female, false},
	{"ITA", "YQ", "39", italian, NULL, italian_male, italian_female, false},
	{"NLD", "NW", "31", dutch, NULL, dutch_male, dutch_female, false},
	{"RUS", "", "7", russian, russian_f, russian_male, russian_female, false},
	{"POL", "EZ", "48", polish, polish_f, polish_male, polish_female, false},
	{"TUR", "U", "90", turkish, NULL, turkish_male, turkish_female, false},
	{"TUN", "Q", "216", arabic, NULL, arabic_male, arabic_female, false},
	{"ARE", "R", "971", arabic, NULL, arabic_male, arabic_female, false},
	{"SEN", "A", "221", senegalese, NULL, senegalese_male, senegalese_female, false},
	{"NGA", "A", "234", nigerian, NULL, nigerian_male, nigerian_female, false},
	{"GHA", "G", "233", ghanaian, NULL, ghanaian_male, ghanaian_female, false},
	{"KEN", "AK", "254", kenyan, NULL, kenyan_male, kenyan_female, false},
	{"ETH", "EP", "251", ethiopian, NULL, ethiopian_male, ethiopian_female, false},
	{"ZAF", "M", "27", african, NULL, african_male, african_female, false},
	{"BRA", "FZ", "55", portuguese, NULL, portuguese_male, portuguese_female, false},
	{"COL", "AX", "57", spanish, NULL, spanish_male, spanish_female, false},
	{"IND", "Z", "91", indian, NULL, indian_male, indian_female, false},
	{"JPN", "TZ", "81", japanese, NULL, japanese_male, japanese_female, false},
	{"CHN", "EJ", "86", chinese, NULL, chinese_male, chinese_female, false},
	{"IDN", "X", "62", indonesian, NULL, indonesian_male, indonesian_female, true},
};
const unsigned culture_count = sizeof cultures / sizeof cultures[0];

const char simulate_home_airports[] = "SID RAI BVC";

const struct airport homes[] = {
	{"SID", 0, -1, false, 0},
	{"RAI", 0, -1, false, 0},
	{"BVC", 0, -1, false, 0},
};
const unsigned home_count = sizeof homes / sizeof homes[0];

const struct airport abroad[] = {
	{"LIS", 5, 0, true, 255},   {"OPO", 5, 0, true, 260},   {"LHR", 1, 0, true, 370},
	{"MAD", 4, 1, true, 285},   {"CDG", 3, 1, true, 350},   {"AMS", 7, 1, true, 375},
	{"FRA", 2, 1, true, 380},   {"BRU", 7, 1, true, 365},   {"FCO", 6, 1, true, 375},
	{"ZRH", 2, 1, true, 370},   {"VIE", 2, 1, true, 420},   {"WAW", 9, 1, true, 450},
	{"IST", 10, 3, false, 480}, {"DKR", 13, 0, false, 75},  {"LOS", 14, 1, false, 250},
	{"ACC", 15, 0, false, 215}, {"ABJ", 13, 0, false, 180}, {"NBO", 16, 3, false, 540},
	{"ADD", 17, 3, false, 560}, {"JNB", 18, 2, false, 510}, {"DXB", 12, 4, false, 590},
	{"DOH", 12, 3, false, 570}, {"TUN", 11, 1, false, 330}, {"ALG", 11, 1, false, 300},
	{"GRU", 19, -3, false, 420}, {"EZE", 4, -3, false, 560}, {"BOG", 20, -5, false, 500},
	{"LIM", 20, -5, false, 580},
};
const unsigned abroad_count = sizeof abroad / sizeof abroad[0];

static const struct simulate_carrier carriers[] = {
	{"Z9", "ZEDAIR"},
	{"X7", "XANADU AIR"},
	{"Q0", "QUINCUNX"},
	{"0U", "UTOPIAN AIRWAYS"},
	{NULL, NULL},
};

const struct simulate_carrier *simulate_carriers(void)
{
	return carriers;
}

const struct carrier carrier_habits[] = {
	{"ZEDAIR", "777", "13:1", "12B", true, true, false},
	{"XANADU AIR", "979", "15:1", "05B", true, false, true},
	{"QUINCUNX", "709", "17:1", "15B", false, false, false},
	{"UTOPIAN AIRWAYS", "990", "16:1", "16B", true, false, false},
};
const unsigned carrier_count = sizeof carrier_habits / sizeof carrier_habits[0];

const struct sim_agency agencies[] = {
	{"NOWHERE TRAVEL", "AMAUROTE", "PT", "99999981"},
	{"CLOUD NINE TOURS", "LONDON", "GB", "99999982"},
	{"LUFTSCHLOSS REISEN", "BERLIN", "DE", "99999983"},
	{"VOYAGES CHIMERE", "PARIS", "FR", "99999984"},
	{"TAMU TRAVEL", "NAIROBI", "KE", "99999985"},
	{"MIRAGE HOLIDAYS", "DUBAI", "AE", "99999986"},
};
const unsigned agency_count = sizeof agencies / sizeof agencies[0];

const struct listed_name listed_names[] = {
	{"QUIBBLEDORN", "ZELDA", NULL, "F", "UTO"},
	{"BRAMBLETON", "CASPIAN", NULL, "M", "GBR"},
	{"MOORGRUND", "DIETHELM", NULL, "M", "DEU"},
	{"FUMEROLLE", "BASTIEN", NULL, "M", "FRA"},
	{"SOMBRALINA", "ESTRELLA", NULL, "F", "ESP"},
	{"TROVOADINHA", "GASPAR", NULL, "M", "PRT"},
	{"ZVEZDOPADSKII", "GLEB", NULL, "M", "RUS"},
	{"YILDIRIMSOY", "ORHAN", NULL, "M", "TUR"},
	{"GARBADUNDE", "SADIO", NULL, "M", "SEN"},
	{"OBAZUMBE", "ENIOLA", NULL, "F", "NGA"},
	{"RADIMAKUBWA", "JUMA", NULL, "M", "KEN"},
	{"VAN DONDERSTEEN", "KOBUS", NULL, "M", "ZAF"},
	{"VIDYUTPANI", "HARISH", NULL, "M", "IND"},
	{"INAZUMOTO", "KAITO", NULL, "M", "JPN"},
	{"LEIBAOYU", "ZHENHAI", NULL, "M", "CHN"},
	{"FULMINELLI", "ORAZIO", NULL, "M", "ITA"},
	{"BLIKSEMSTRA", "JORRIT", NULL, "M", "NLD"},
	{"GROMOWLADNY", "BOGUSZ", NULL, "M", "POL"},
	{"RELAMPAGOSO", "FACUNDO", NULL, "M", "COL"},
	{"MEBREKAWI", "KALEB", NULL, "M", "ETH"},
};
const unsigned listed_name_count = sizeof listed_names / sizeof listed_names[0];

const struct listed_name transliterated_names[] = {
	{"AL BARQUQI", "YOUSSEF", "Yusuf Al-Barquqi", "M", "TUN"},
	{"BIN RAADUN", "MOHAMED", "Muhammad bin Ra'adun", "M", "ARE"},
	{"KHOROSHEVIN", "IURII", "Yuri Khoroshevin", "M", "RUS"},
	{"BLITZMUELLER", "JUERGEN", "J\xc3\xbcrgen Blitzm\xc3\xbcller", "M", "DEU"},
	{"AL SAIQAWI", "ABDELRAHMAN", "Abd al-Rahman al-Saiqawi", "M", "TUN"},
	{"GROZOVSKII", "SERGEI", "Sergey Grozovsky", "M", "RUS"},
	{"SIMSEKOGULLU", "MEHMET", "Mehmet \xc5\x9eim\xc5\x9f" "eko\xc4\x9fullu", "M", "TUR"},
	{"FIRTINALI", "ZEYNEP", "Zeyneb Firtinali", "F", "TUR"},
};
const unsigned transliterated_name_count =
	sizeof transliterated_names / sizeof transliterated_names[0];

const char *const false_names[] = {
	"Mortimer Grimsel", "Cosima Vexley", "Thaddeus Umbra", "Ludmila Kradets", "Abu al-Qina'",
	NULL,
};

const char *const bystanders[] = {
	"Balthazar Quenneville", "Persephone Glimmerwick", "Ignatius Thunderplum", "Ottoline Drizzleby",
	"Konrad Hagelschauer", "Wilhelmina Donnerwetter", "Etienne Orageval", "Solange Giboulee",
	"Bernardo Granizales", "Milagros Ventolera", "Afonso Chuvisqueiro", "Leonor Trovejante",
	"Fedor Metelitsyn", "Zinaida Liven'yeva", "Haluk Yagmurcu", "Nesrin Dolupinar",
	"Khalid Al-Matari", "Zaynab Al-Thalji", "Babacar Taawdu", "Khady Ngelawane",
	"Ifeanyi Amirigbo", "Yewande Ojokoro", "Kwabena Nsuotor", "Adwoa Mframaba",
	"Kiprono Mvuani", "Wairimu Theluji", "Tadesse Zinabu", "Almaz Beredo",
	"Mandla Zulufula", "Refilwe Pulana", "Gopal Varshaneya", "Sunita Himpatwal",
	"Daichi Arashiyama-Mock", "Chiyo Fubukiten", "Guozhi Baoxuelin", "Ruolan Longjuanfeng",
	"Ercole Grandinelli", "Fiammetta Ventaccio", "Sjoerd Hagelbui", "Jadwiga Burzanska",
	NULL,
};
