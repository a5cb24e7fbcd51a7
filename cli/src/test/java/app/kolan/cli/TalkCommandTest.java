package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("socket")
class TalkCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_text_chat_uses_tools_and_ends() {
    int exitCode =
        run(
            """
            אני רוצה לדבר על חשבונית

            קוראים לי דנה
            לא תודה, להתראות
            אין מי שיקרא את זה
            """,
            "--stub");

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString())
        .containsSubsequence(
            "במה אפשר לעזור?",
            "הבנתי. איך קוראים לכם?",
            "(uses take_message {",
            "ההודעה נרשמה",
            "(uses end_call",
            "להתראות.",
            "(the receptionist ends the call)")
        .doesNotContain("לא הבנתי");
  }

  @Test
  void an_appointment_is_booked_moved_and_cancelled_when_the_caller_has_said_yes() {
    int exitCode =
        run(
            """
            אני רוצה לקבוע תור בשבוע הבא
            דנה לוי
            כן
            אפשר להזיז אותו?
            כן
            נכון
            צריך לבטל
            כן
            לא תודה, להתראות
            """,
            "--stub");

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString())
        .containsSubsequence(
            "(uses find_appointments {",
            "על איזה שם לרשום?",
            "(uses book_appointment {",
            "על שם דנה לוי. נכון?",
            "\"confirmed\":true",
            "התור נקבע: טיפול, ",
            "(uses find_appointments {",
            "אפשר להזיז",
            "(uses move_appointment {",
            "נכון?",
            "\"confirmed\":true",
            "התור הוזז: ",
            "(uses cancel_appointment {}",
            "לבטל את התור: ",
            "(uses cancel_appointment {\"confirmed\":true}",
            "התור בוטל.",
            "(the receptionist ends the call)");
  }

  @Test
  void a_caller_may_leave() {
    assertThat(run("", "--stub")).isZero();
    assertThat(out.toString()).contains("במה אפשר לעזור?");
  }

  @Test
  void without_a_language_model_it_says_what_to_set() {
    assertThat(run("שלום\n")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no language model", "KOLAN_MIND", "--stub");
  }

  private int run(String lines, String... arguments) {
    var in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    return new CommandLine(new TalkCommand(in))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
