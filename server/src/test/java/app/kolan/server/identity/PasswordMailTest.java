package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.mail.Mail;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Mails with a link to choose a password by, in Hebrew with English below it.
@Tag("unit")
class PasswordMailTest {
  private static final EmailAddress DANA = EmailAddress.of("dana@example.com");
  private static final String LINK = "https://phone.example.com/console/invitation#token";
  private static final Instant UNTIL = Instant.parse("2026-12-01T10:00:00Z");
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");

  @Test
  void each_language_says_which_it_is_and_how_it_runs() {
    for (Mail mail :
        List.of(
            PasswordMail.invitation(DANA, LINK, UNTIL, ISRAEL),
            PasswordMail.reset(DANA, LINK, UNTIL, ISRAEL))) {
      Document html = Jsoup.parse(mail.html());
      assertThat(html.expectFirst("html").attr("lang")).isEqualTo("he");
      assertThat(html.expectFirst("html").attr("dir")).isEqualTo("rtl");
      assertThat(html.select("[lang=en]").attr("dir")).isEqualTo("ltr");
      assertThat(html.select("[lang=en]").text())
          .contains("password")
          .doesNotContainPattern("[א-ת]");
      html.select("[lang=en]").remove();
      assertThat(html.body().text()).containsPattern("[א-ת]{3}");
      assertThat(html.select("bdi[dir=ltr]").eachText()).contains(LINK);
      assertThat(html.select("a").attr("href")).isEqualTo(LINK);
      assertThat(mail.text()).contains(LINK, "12:00");
    }
  }
}
