package app.kolan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Every page in every way, those that no link leads to among them: both languages, three widths,
/// by day and by night, all rules. It takes minutes, and is done when it is asked for; of this the
/// build looks at what `PagesContract` and `RolesTest` say.
@Tag("socket")
@Timeout(3600)
@ExtendWith(BrowserSupport.class)
@EnabledIfSystemProperty(named = "kolan.sweep", matches = "true")
class SweepTest {
  private final ConsoleWorld world;
  private final PageSweep sweep = new PageSweep();

  @TempDir private Path data;

  SweepTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void every_page_is_in_order_in_every_way() throws Exception {
    UnlinkedPages unlinked = new UnlinkedPages(world);
    unlinked.fill();
    Map<String, List<String>> linked = linked();
    for (String language : List.of("he", "en")) {
      linked.forEach(
          (person, paths) -> {
            try (BrowserWindow visit = window(language, person)) {
              paths.forEach(path -> sweep.open(visit, language, path));
            }
          });
      try (BrowserWindow visit = window(language, TestSite.OWNER)) {
        unlinked.afterForms(visit, name -> sweep.lookAt(visit, language, name));
        unlinked.sentAgain(visit, name -> sweep.lookAt(visit, language, name));
      }
      try (BrowserWindow visit = window(language, TestSite.OPERATOR)) {
        unlinked.ofServer(visit, name -> sweep.lookAt(visit, language, name));
      }
      try (BrowserWindow visit = world.visit(Look.PHONE.in(language))) {
        sweep.watch(visit);
        unlinked.recoveryCodes(visit, name -> sweep.lookAt(visit, language, name));
      }
      try (BrowserWindow visit = world.visit(Look.PHONE.in(language))) {
        sweep.watch(visit);
        for (String path : unlinked.ofAnybody()) {
          sweep.open(visit, language, path);
        }
      }
    }
    firstStart();
    failingProvider(unlinked);
    sweep.write();
    assertThat(sweep.faults()).isEmpty();
    assertThat(sweep.shapes()).contains("/console/a/…", "/console/w/…", "/console/b/…/campaigns/…");
  }

  /// What is seen of a server that nobody can sign in to, and by who made himself its first user.
  private void firstStart() throws Exception {
    try (NewServer server = NewServer.start(data, world.site().standIns())) {
      for (String language : List.of("he", "en")) {
        try (BrowserWindow visit = newcomer(server, language)) {
          visit.page().navigate(server.printedLink());
          sweep.lookAt(visit, language, "the first start");
          if (language.equals("en")) {
            visit.fillIn(TestSite.OPERATOR);
            sweep.lookAt(visit, language, "the first business");
          }
        }
      }
      try (BrowserWindow visit = newcomer(server, "he")) {
        visit.open("/login?next=/agency/new");
        visit.fillIn(TestSite.OPERATOR);
        sweep.lookAt(visit, "he", "the first business");
      }
    }
  }

  private BrowserWindow newcomer(NewServer server, String language) {
    BrowserWindow visit =
        BrowserWindow.open(world.browser(), server.origin(), Look.PHONE.in(language), null);
    sweep.watch(visit);
    return visit;
  }

  /// The last of all, as it stays like that.
  private void failingProvider(UnlinkedPages unlinked) throws Exception {
    for (String language : List.of("he", "en")) {
      try (BrowserWindow visit = window(language, TestSite.OPERATOR)) {
        unlinked.failingProvider(visit, name -> sweep.lookAt(visit, language, name));
      }
    }
  }

  private BrowserWindow window(String language, String person) {
    BrowserWindow visit = world.visit(Look.PHONE.in(language), person);
    sweep.watch(visit);
    return visit;
  }

  /// What the owner sees, and what the operator sees besides.
  private Map<String, List<String>> linked() {
    var all = new LinkedHashMap<String, List<String>>();
    Set<String> shapes = new HashSet<>();
    for (String person : List.of(TestSite.OWNER, TestSite.OPERATOR)) {
      var paths = new ArrayList<String>();
      var found = new HashSet<String>();
      try (BrowserWindow visit = world.visit(Look.DESK, person)) {
        var crawl =
            new Crawl(
                visit,
                world.site(),
                List.of(),
                (path, _) -> {
                  boolean isNew = !shapes.contains(Links.shape(path));
                  if (isNew || path.contains("/b/main/") || path.endsWith("/clinic/numbers")) {
                    paths.add(path.substring("/console".length()));
                  }
                  found.add(Links.shape(path));
                  return List.of();
                });
        assertThat(crawl.run()).isEmpty();
      }
      shapes.addAll(found);
      all.put(person, paths);
    }
    return all;
  }
}
