package app.kolan.server.console.page;

import app.kolan.server.booking.AppointmentWords;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.WaitingEntry;
import app.kolan.server.store.WaitingEntry.Offer;
import app.kolan.server.store.WaitingEntry.State;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// Where somebody on the waiting list takes a time that has fallen free, at an address that nobody
/// can guess, without signing in.
public final class WaitingLinkPages {
  private static final String PATH = "/w/{link}";

  /// So many days after the last day that suits its page is there.
  private static final int DAYS_KEPT = 7;

  private final CrmStores stores;

  public WaitingLinkPages(CrmStores stores) {
    this.stores = stores;
  }

  public void addTo(Routes routes) {
    routes.get(PATH, PageAdmission.ANYBODY, this::show);
    routes.post(PATH, PageAdmission.ANYBODY, this::answer);
  }

  /// The page.
  ///
  /// @param when the day, the time, and with whom
  /// @param until until when it is held, on the business's clock
  /// @param open whether it can be taken
  /// @param waits whether he is still on the list
  /// @param left whether he is off it, and can come back
  public record Shown(
      String link,
      String business,
      String title,
      String when,
      String until,
      boolean open,
      boolean waits,
      boolean left) {
    @Override
    public String toString() {
      return "Shown[open=%s]".formatted(open);
    }
  }

  private PageAnswer show(PageRequest request) {
    WaitingEntry entry = entry(request);
    Business business =
        request
            .site()
            .settings()
            .current(entry.businessId())
            .map(BusinessSettings::business)
            .orElseThrow(PageProblem::unknown);
    BookingSettings booking =
        Optional.ofNullable(business.profile().booking()).orElseThrow(PageProblem::unknown);
    Offer offer = Optional.ofNullable(entry.offer()).orElseThrow(PageProblem::unknown);
    var page =
        new Shown(
            request.inPath("link"),
            business.name(),
            entry.title(),
            new AppointmentWords(booking, request.texts().language().tag())
                .slot(offer.time(), request.at()),
            request.times().clock(offer.until()),
            isOpen(entry, request),
            entry.state() == State.WAITING || entry.state() == State.OFFERED,
            entry.state() == State.LEFT && !entry.last().isBefore(today(request)));
    return request.show("page/waitingLink", "", page);
  }

  private static boolean isOpen(WaitingEntry entry, PageRequest request) {
    Offer offer = entry.offer();
    return entry.state() == State.OFFERED && offer != null && offer.until().isAfter(request.at());
  }

  private PageAnswer answer(PageRequest request) {
    WaitingEntry entry = entry(request);
    String path = "/w/" + request.inPath("link");
    return switch (request.form().text("action")) {
      case "take" -> isOpen(entry, request) ? take(request, entry) : request.go(path);
      case "pass" -> {
        if (entry.state() == State.OFFERED) {
          stores.appointments().release(entry.businessId(), entry.holder());
          boolean _ = stores.waitingList().settle(entry, State.WAITING, request.at());
        }
        yield request.go(path);
      }
      case "leave" -> {
        if (entry.state() == State.OFFERED || entry.state() == State.WAITING) {
          stores.appointments().release(entry.businessId(), entry.holder());
          boolean _ = stores.waitingList().settle(entry, State.LEFT, request.at());
        }
        yield request.go(path);
      }
      case "return" -> {
        if (!entry.last().isBefore(today(request))) {
          boolean _ = stores.waitingList().putBack(entry);
        }
        yield request.go(path);
      }
      default -> throw new PageProblem(Kind.MALFORMED);
    };
  }

  /// Books what is held; the database sees to it that it is held for nobody else.
  private PageAnswer take(PageRequest request, WaitingEntry entry) {
    Offer offer = Optional.ofNullable(entry.offer()).orElseThrow(PageProblem::unknown);
    Outcome outcome =
        stores
            .appointments()
            .bookHeld(
                new Appointment.Draft(
                    entry.businessId(),
                    entry.service(),
                    entry.title(),
                    offer.time(),
                    entry.name(),
                    entry.number(),
                    null,
                    null,
                    Appointment.BY_LINK),
                entry.holder(),
                request.at());
    return switch (outcome) {
      case Outcome.Booked(var appointment) -> {
        settleBooked(request, entry);
        yield request.go("/a/" + appointment.link());
      }
      case Outcome.Taken() -> {
        // It is held no more, as after a stop of the database.
        boolean _ = stores.waitingList().settle(entry, State.WAITING, request.at());
        yield request.go("/w/" + request.inPath("link"));
      }
    };
  }

  /// He waits no more, also when a second tap or the end of the offer has put him back on the list
  /// meanwhile.
  private void settleBooked(PageRequest request, WaitingEntry entry) {
    if (!stores.waitingList().settle(entry, State.BOOKED, request.at())) {
      boolean _ =
          stores
              .waitingList()
              .find(entry.businessId(), entry.id())
              .filter(now -> now.state() == State.WAITING || now.state() == State.OFFERED)
              .map(now -> stores.waitingList().settle(now, State.BOOKED, request.at()))
              .orElse(false);
    }
  }

  private WaitingEntry entry(PageRequest request) {
    String link = request.inPath("link");
    Optional<WaitingEntry> found =
        link.matches("[A-Za-z0-9_-]{22}")
            ? stores.waitingList().findByLink(link)
            : Optional.empty();
    return found
        .filter(each -> !each.last().plusDays(DAYS_KEPT).isBefore(today(request)))
        .orElseThrow(PageProblem::unknown);
  }

  private static LocalDate today(PageRequest request) {
    return LocalDate.ofInstant(request.at(), ZoneOffset.UTC);
  }
}
