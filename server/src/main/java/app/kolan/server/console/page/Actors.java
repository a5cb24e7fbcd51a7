package app.kolan.server.console.page;

import app.kolan.server.console.text.Texts;
import app.kolan.server.identity.Users;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Contact;
import app.kolan.server.store.Promise;

/// Who did something, in words.
final class Actors {
  private static final String USER = "user:";

  private Actors() {}

  /// @param actor as in the audit log
  /// @return empty for Kolan itself
  static String name(String actor, Users users, Texts texts) {
    if (actor.equals(Contact.BY_KOLAN) || actor.equals(Promise.BY_AGENT)) {
      return "";
    }
    if (actor.equals(Appointment.BY_LINK)) {
      return texts.text("entry.by-link");
    }
    if (actor.equals(Appointment.BY_CALL)) {
      return texts.text("entry.by-call");
    }
    if (actor.equals(Appointment.BY_CALENDAR)) {
      return texts.text("entry.by-calendar");
    }
    if (actor.matches(USER + "[0-9]{1,18}")) {
      return users
          .find(Long.parseLong(actor.substring(USER.length())))
          .map(LeadPages::nameOf)
          .orElseGet(() -> texts.text("entry.somebody"));
    }
    return texts.text(
        switch (actor) {
          case "command" -> "entry.by-command";
          case "file" -> "entry.by-file";
          case "anonymous" -> "entry.anonymous";
          default -> "entry.program";
        });
  }
}
