package app.kolan.browser;

import org.junit.jupiter.api.Tag;

/// The pages in Hebrew.
@Tag("socket")
class HebrewPagesTest extends PagesContract {
  HebrewPagesTest(ConsoleWorld world) {
    super(world, "he");
  }
}
