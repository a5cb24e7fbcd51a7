package app.kolan.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.KnowledgeSource.Kind;
import app.kolan.server.store.KnowledgeSource.Passage;
import app.kolan.server.store.KnowledgeStore.Found;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What callers of a clinic ask, in forms that are not those of the text.
@Tag("unit")
class KnowledgeIndexTest {
  private static final String PAGES =
      """
      # הגעה וחניה
      החניון של הבניין פתוח עד חצות, והחנייה בו עולה 15 שקלים לשעה. לנכים יש שני מקומות שמורים.

      קווי האוטובוס 5, 18 ו-61 עוצרים ממול. תחנת הרכבת במרחק הליכה של עשר דקות.
      # מחירים
      ביקור ראשון עולה 250 שקלים. הלבנת שיניים עולה 1,200 שקלים.

      סתימה עולה בין 350 ל-500 שקלים, לפי הגודל.
      # תשלום והחזרים
      אפשר לשלם בכרטיס אשראי, במזומן או בביט. עד שלושה תשלומים בלי ריבית.

      את הקבלות שולחים במייל. חברות הביטוח מחזירות חלק מהסכום לפי הפוליסה.
      # ביטולים
      תור שמבוטל פחות מיממה מראש מחויב ב-80 שקלים.
      # ילדים
      מטפלים בילדים מגיל שלוש. הורה נשאר עם הילד בחדר.
      # חירום
      מי שנשברה לו שן מתקבל באותו היום, בלי תור.
      """;

  private final KnowledgeIndex index =
      new KnowledgeIndex(Passages.of(PAGES).stream().map(KnowledgeIndexTest::found).toList());

  private static Found found(Passage passage) {
    return new Found(1, Kind.PAGE, "המרפאה", passage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "איפה חונים אצלכם, יש חניון?; 15 שקלים",
        "יש לכם חניות לנכה?; לנכים",
        "אפשר להגיע ברכבת?; הרכבת",
        "איזה אוטובוסים מגיעים אליכם?; 61",
        "כמה עולה הביקור הראשון?; 250",
        "מה המחיר של הלבנה?; 1,200",
        "כמה עולות סתימות?; 350",
        "משלמים באשראי?; אשראי",
        "אפשר בתשלומים?; תשלומים",
        "הביטוח מחזיר לי?; הפוליסה",
        "תשלחו לי קבלה?; במייל",
        "מה קורה אם אני מבטל תור?; 80",
        "יש דמי ביטול?; 80",
        "אתם מקבלים ילדים קטנים?; מגיל שלוש",
        "לבת שלי נשברה השן; נשברה",
        "מַה מְחִיר הַסְּתִימָה?; 350"
      })
  void a_question_finds_its_passage_first(String question, String words) {
    assertThat(index.find(question, 3)).isNotEmpty();
    assertThat(index.find(question, 3).getFirst().found().passage().text()).contains(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "יש לכם בריכה לכלבים?",
        "מי ניצח במשחק?",
        "אתם מוכרים משקפיים?",
        "איך מזג האוויר?",
        "מה?",
        ""
      })
  void what_is_not_written_is_not_found(String question) {
    assertThat(index.find(question, 3)).isEmpty();
  }

  @Test
  void questions_that_are_one_have_one_key() {
    assertThat(Terms.key("יש לכם חניה?"))
        .isEqualTo(Terms.key("איפה החנייה אצלכם"))
        .isNotEqualTo(Terms.key("יש לכם מעלית?"));
    assertThat(Terms.key("מה?")).isNotEmpty();
  }

  @Test
  void nothing_is_found_where_nothing_is() {
    assertThat(new KnowledgeIndex(List.of()).find("יש חניה?", 3)).isEmpty();
  }
}
