package app.kolan.browser;

import com.microsoft.playwright.options.ColorScheme;

/// How somebody looks at the console.
///
/// @param language `he` or `en`
/// @param width in CSS pixels
/// @param scripts whether the browser runs scripts
record Look(String language, int width, ColorScheme colours, boolean scripts) {
  static final int NARROW = 390;
  static final int WIDE = 1440;

  /// An Israeli on a phone.
  static final Look PHONE = new Look("he", NARROW, ColorScheme.LIGHT, true);

  static final Look DESK = PHONE.atWidth(WIDE);

  Look in(String newLanguage) {
    return new Look(newLanguage, width, colours, scripts);
  }

  Look atWidth(int newWidth) {
    return new Look(language, newWidth, colours, scripts);
  }

  Look dark() {
    return new Look(language, width, ColorScheme.DARK, scripts);
  }

  Look withoutScripts() {
    return new Look(language, width, colours, false);
  }

  int height() {
    return width == NARROW ? 844 : 900;
  }

  @Override
  public String toString() {
    return language + "-" + width + (colours == ColorScheme.DARK ? "-dark" : "");
  }
}
