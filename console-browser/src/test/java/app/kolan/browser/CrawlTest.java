package app.kolan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every page that a link leads to, as a browser sees it: a page that is added is found by its
/// links, without a line here.
@Tag("socket")
@ExtendWith(BrowserSupport.class)
class CrawlTest {
  private final ConsoleWorld world;

  CrawlTest(ConsoleWorld world) {
    this.world = world;
  }

  @ParameterizedTest
  @ValueSource(strings = {"he", "en"})
  void an_owner_finds_every_page_in_order_and_nothing_of_another_business(String language) {
    try (Visit visit = world.visit(Look.PHONE.in(language), TestSite.OWNER)) {
      var inspection = new PageInspection(visit, world.site(), language);
      var crawl = new Crawl(visit, world.site(), ForeignWords.ALL, inspection);

      List<String> faults = crawl.run();

      System.out.println(crawl.links() + "\n" + crawl.shapes());
      assertThat(faults).isEmpty();
      assertThat(crawl.shapes()).contains("/console/b/…/today", "/console/b/…/calls/…");
    }
  }
}
