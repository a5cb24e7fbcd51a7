package app.kolan.browser;

import org.junit.jupiter.api.Tag;

/// The pages in English.
@Tag("socket")
class EnglishPagesTest extends PagesContract {
  EnglishPagesTest(ConsoleWorld world) {
    super(world, "en");
  }
}
