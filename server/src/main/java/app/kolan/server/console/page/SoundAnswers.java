package app.kolan.server.console.page;

import app.kolan.server.api.ApiAnswer;
import app.kolan.server.api.ApiProblem;
import app.kolan.server.api.Ranges;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.store.AudioFiles;
import java.io.IOException;

/// Sounds of calls, for a player or to keep. The audit log says who hears one.
record SoundAnswers(AudioFiles files, PageAudit audit) {
  /// @param action in the audit log
  /// @param subject in the audit log, and the name of a file to keep
  /// @param file relative to the data folder
  PageAnswer answer(PageRequest request, String action, String subject, String file)
      throws IOException {
    audit.note(request, action, subject);
    ApiAnswer part;
    try {
      part =
          Ranges.answer(
              files.file(file), "audio/wav", request.header("range"), request.header("if-range"));
    } catch (ApiProblem _) {
      throw PageProblem.unknown();
    }
    PageAnswer answer = PageAnswer.of(part);
    return request.query().has("download")
        ? answer.with(
            "Content-Disposition",
            "attachment; filename=\"%s.wav\"".formatted(subject.replace('/', '-')))
        : answer;
  }
}
