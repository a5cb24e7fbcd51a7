package app.kolan.server.notify;

import app.kolan.server.business.BusinessSettings;

/// What a mail or a message says.
public interface NoticeWords {
  /// The words of an alert, to the business in Hebrew or to one who has called in its language.
  static NoticeWords of(Alert alert, BusinessSettings business) {
    return alert.kind().isToCaller()
        ? CallerText.of(alert, business.business())
        : AlertText.of(alert, business.business().locale().zone());
  }

  /// The headline.
  String subject();

  /// The whole as plain text.
  String plain();

  /// The whole as a page.
  String html();

  /// The variables of a WhatsApp template as JSON.
  String variables(int mostLetters);
}
