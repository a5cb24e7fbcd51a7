package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The paths that Twilio will ask in the course of a call, beside the voice webhook: behind an
/// allow-list each must be passed on. None of them is made to do anything.
final class PathsCheck implements Check {
  private final Examination examination;

  PathsCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "the paths of a call";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    boolean blocked =
        examination.causeOfAny(Symptom.UNREACHABLE, Symptom.VOICE, Symptom.SIGNATURE).isPresent();
    if (blocked || !examination.echoes() && examination.twiml().isEmpty()) {
      return List.of();
    }
    return examination.echoes() ? ofKolan() : new NamedPaths(examination).look();
  }

  private List<Finding> ofKolan() throws InterruptedException {
    List<KolanPath> paths = KolanPath.all();
    var blocked = new LinkedHashMap<KolanPath, String>();
    for (KolanPath path : paths) {
      path.blocked(examination).ifPresent(how -> blocked.put(path, how));
    }
    if (!blocked.isEmpty()) {
      return List.of(blocked(blocked));
    }
    return new ArrayList<>(
        List.of(
            Finding.fine(
                "all %d paths that Twilio asks in a call are passed on".formatted(paths.size()))));
  }

  private Finding blocked(Map<KolanPath, String> blocked) {
    String list =
        blocked.entrySet().stream()
            .map(path -> "%s (%s)".formatted(path.getKey().path(), path.getValue()))
            .collect(Collectors.joining(", "));
    String lost =
        blocked.keySet().stream().map(KolanPath::lost).distinct().collect(Collectors.joining("; "));
    String what =
        "%d of the paths that Twilio asks in a call do not get through: %s"
            .formatted(blocked.size(), list);
    examination.blame(Symptom.PATHS, what);
    boolean hurts = blocked.keySet().stream().anyMatch(KolanPath::isHeard);
    return new Finding(
        hurts ? Level.BROKEN : Level.WARNING,
        what,
        "%s passes the voice webhook on and these not: %s"
            .formatted(examination.proxy().title(), lost),
        Directive.ROUTE.in(examination.proxy()),
        List.of(hurts ? 11200 : 15003));
  }
}
