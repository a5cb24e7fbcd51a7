package app.kolan.server.console.page;

import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.twilio.audio.Wav;

/// A word or a sentence in the voice of the business, to be heard.
public record WordPages(SpokenTexts spoken) {
  private static final int LONGEST = 300;

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
        .say(request.in().id(), text)
        .map(sound -> PageAnswer.bytes("audio/wav", Wav.of(sound)))
        .orElseThrow(() -> new PageProblem(Kind.BUSY));
  }
}
