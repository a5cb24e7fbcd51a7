package app.kolan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The links that people with other roles than the owner's are offered.
@Tag("socket")
@Timeout(600)
@ExtendWith(BrowserSupport.class)
class RolesTest {
  /// Of each kind one in each business, and one more.
  private static final int OF_A_SHAPE = 4;

  private final ConsoleWorld world;
  private final TestSite site;

  RolesTest(ConsoleWorld world) {
    this.world = world;
    site = world.site();
  }

  /// He sees more of a business than its owner, businesses in which nothing has happened, and what
  /// is of none.
  @Test
  void an_operator_finds_what_only_he_sees_in_order() {
    try (BrowserWindow hebrew = world.visit(Look.PHONE, TestSite.OPERATOR);
        BrowserWindow english = world.visit(Look.PHONE.in("en"), TestSite.OPERATOR)) {
      var fully =
          List.of(
              new PageInspection(hebrew, site, "he", new PageTimes()),
              new PageInspection(english, site, "en", new PageTimes()));
      var crawl = new Crawl(hebrew, site, List.of(), (path, _) -> look(path, fully), OF_A_SHAPE);

      assertThat(crawl.run()).isEmpty();
      english.end();
    }
  }

  private static List<String> look(String path, List<PageInspection> fully) {
    if (path.startsWith("/console/b/main/")) {
      return fully.getFirst().look(path, false);
    }
    boolean isOwners = path.startsWith("/console/b/") && !path.endsWith("/numbers");
    return isOwners
        ? List.of()
        : fully.stream().flatMap(one -> one.look(path, true).stream()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {TestSite.STAFF, TestSite.AUDITOR})
  void whoever_may_do_less_is_offered_no_link_that_he_may_not_follow(String person) {
    try (BrowserWindow visit = world.visit(Look.PHONE, person)) {
      var crawl = new Crawl(visit, site, ForeignWords.ALL, (_, _) -> List.of());

      assertThat(crawl.run()).isEmpty();

      assertThat(crawl.shapes()).contains("/console/b/…/calls");
    }
  }
}
