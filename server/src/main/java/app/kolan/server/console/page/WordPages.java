package app.kolan.server.console.page;

import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.twilio.audio.Wav;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A word or a sentence in the voice of the business, to be heard.
public record WordPages(SpokenTexts spoken) {
  private static final int LONGEST = 300;
  private static final int MOST_WORDS = 1000;

  public void addTo(Routes routes) {
    routes.post(
        "/b/{business}/receptionist/hear",
        PageAdmission.with(Permission.SETTINGS_WRITE),
        this::hear);
  }

  /// The sound itself: a browser plays it without a script, too. It costs as much as the provider
  /// takes for it, so it is asked for by a form.
  private PageAnswer hear(PageRequest request) {
    String text = request.form().text("text").strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new PageProblem(Kind.MALFORMED);
    }
    return spoken
        .say(request, typed(request.form()), text)
        .map(sound -> PageAnswer.bytes("audio/wav", Wav.of(sound)))
        .orElseThrow(() -> new PageProblem(Kind.BUSY));
  }

  /// The words of the page as they stand in its form, which a script sends along; null without one.
  private static @Nullable Map<String, String> typed(Form form) {
    if (!form.has("written-0")) {
      return null;
    }
    var words = new LinkedHashMap<String, String>();
    for (int row = 0; row < MOST_WORDS && form.has("written-" + row); row++) {
      String written = form.text("written-" + row).strip();
      if (!written.isEmpty()) {
        words.putIfAbsent(written, form.text("spoken-" + row).strip());
      }
    }
    return words;
  }
}
