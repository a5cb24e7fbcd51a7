package app.kolan.browser;

import java.util.List;

/// Words that stand in what is the garage's, and nowhere else: whoever sees the clinic alone must
/// never meet them.
final class ForeignWords {
  static final String BUSINESS = "מוסך שרביט";
  static final String PERSON = "פרפרון";
  static final String CALLER = "חלזונית";
  static final String SUBJECT = "קרבורטור";
  static final String SAID = "גלגליליות";

  static final List<String> ALL = List.of(BUSINESS, PERSON, CALLER, SUBJECT, SAID);

  private ForeignWords() {}
}
