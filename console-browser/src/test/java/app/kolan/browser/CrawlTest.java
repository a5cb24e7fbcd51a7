package app.kolan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every page that a link leads to, as a browser sees it: a page that is added is found by its
/// links, without a line here.
@Tag("socket")
@ExtendWith(BrowserSupport.class)
class CrawlTest {
  private final ConsoleWorld world;
  private final TestSite site;

  CrawlTest(ConsoleWorld world) {
    this.world = world;
    site = world.site();
  }

  @ParameterizedTest
  @ValueSource(strings = {"he", "en"})
  void an_owner_finds_every_page_in_order_and_nothing_of_another_business(String language) {
    try (Visit visit = world.visit(Look.PHONE.in(language), TestSite.OWNER)) {
      var inspection = new PageInspection(visit, site, language, world.times());
      var crawl = new Crawl(visit, site, ForeignWords.ALL, inspection);

      assertThat(crawl.run()).isEmpty();

      assertThat(crawl.shapes())
          .contains("/console/b/…/today", "/console/b/…/calls/…", "/console/b/…/people/…");
    }
  }

  @Test
  void an_operator_finds_what_only_he_sees_in_order() {
    try (Visit owner = world.visit(Look.PHONE, TestSite.OWNER);
        Visit hebrew = world.visit(Look.PHONE, TestSite.OPERATOR);
        Visit english = world.visit(Look.PHONE.in("en"), TestSite.OPERATOR)) {
      var inspections =
          List.of(
              new PageInspection(hebrew, site, "he", world.times()),
              new PageInspection(english, site, "en", world.times()));
      var crawl =
          new Crawl(
              hebrew,
              site,
              List.of(),
              path ->
                  path.contains("/b/garage") || mayOpen(owner, path)
                      ? List.of()
                      : inspections.stream().flatMap(one -> one.look(path).stream()).toList());

      assertThat(crawl.run()).isEmpty();
      english.end();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TestSite.STAFF, TestSite.AUDITOR})
  void whoever_may_do_less_is_offered_no_link_that_he_may_not_follow(String person) {
    try (Visit visit = world.visit(Look.PHONE, person)) {
      var crawl = new Crawl(visit, site, ForeignWords.ALL, _ -> List.of());

      assertThat(crawl.run()).isEmpty();

      assertThat(crawl.shapes()).contains("/console/b/…/calls");
    }
  }

  private boolean mayOpen(Visit visit, String path) {
    var answer = visit.context().request().get(site.origin() + path);
    try {
      return answer.ok();
    } finally {
      answer.dispose();
    }
  }
}
