package app.kolan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every page that a link leads to, as a browser sees it: a page that is added is found by its
/// links, without a line here.
@Timeout(600)
@ExtendWith(BrowserSupport.class)
abstract class PagesContract {
  private final ConsoleWorld world;
  private final String language;

  /// @param language of the pages
  PagesContract(ConsoleWorld world, String language) {
    this.world = world;
    this.language = language;
  }

  @Test
  void an_owner_finds_every_page_in_order_and_nothing_of_another_business() {
    try (BrowserWindow visit = world.visit(Look.PHONE.in(language), TestSite.OWNER)) {
      var times = new PageTimes();
      var inspection = new PageInspection(visit, world.site(), language, times);
      // What pages are about is the same in both languages.
      int ofShape = language.equals("he") ? Crawl.MOST_OF_A_SHAPE : 2;
      var crawl = new Crawl(visit, world.site(), ForeignWords.ALL, inspection, ofShape);

      assertThat(crawl.run()).isEmpty();

      assertThat(crawl.shapes())
          .contains("/console/b/…/today", "/console/b/…/calls/…", "/console/b/…/people/…");
      times.write(language);
    }
  }

  /// The answers to forms that are seldom met: the sweep looks at all of them.
  @Test
  void what_asks_before_a_call_at_night_and_recovery_codes_are_in_order() {
    var unlinked = new UnlinkedPages(world);
    try (BrowserWindow owner = world.visit(Look.PHONE.in(language), TestSite.OWNER);
        BrowserWindow another = world.visit(Look.PHONE.in(language))) {
      var faults = new ArrayList<String>();
      unlinked.callBack(owner, looking(owner, faults));
      unlinked.recoveryCodes(another, looking(another, faults));

      assertThat(faults).isEmpty();
      owner.end();
      another.end();
    }
  }

  private Consumer<String> looking(BrowserWindow visit, List<String> faults) {
    var inspection = new PageInspection(visit, world.site(), language, new PageTimes());
    return name -> faults.addAll(inspection.lookAtShown(name));
  }
}
