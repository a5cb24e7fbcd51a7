package app.kolan.server.tool;

import app.kolan.server.business.Business;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.store.Stores;
import app.kolan.server.tool.booking.BookingTools;
import app.kolan.server.tool.http.HttpTools;
import app.kolan.server.tool.knowledge.LookUp;
import app.kolan.twilio.webhook.CallSid;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The tools of a business: those that are built in and make sense for it, and its own.
public final class BusinessTools {
  /// The tool by which a caller is handed over.
  public static final String TRANSFER = "transfer_to_human";

  /// The names of the built-in tools; a business's own have others. Those of bookings are in
  /// [app.kolan.server.business.BookingSettings#TOOLS].
  public static final Set<String> BUILT_IN =
      Set.of(
          "take_message",
          LookUp.NAME,
          "look_up_caller",
          "opening_hours",
          TRANSFER,
          "end_call",
          "send_summary",
          "promise_callback",
          DoNotCall.NAME,
          LeaveMessage.NAME);

  private BusinessTools() {}

  /// A box of what the business has and allows, but for what needs more than the stores.
  public static ToolBox open(Business business, Stores stores, InstantSource clock) {
    return open(business, stores, ToolSources.of(business, stores), clock);
  }

  /// The tool by which callers ask not to be called again.
  public static Tool doNotCall(DoNotCallRequests wishes) {
    return new DoNotCall(wishes);
  }

  /// The tool by which an agent gives up a talk with a machine.
  ///
  /// @param foundMachine notes that a machine has answered a call, and tells whether that is known
  ///   now
  public static Tool leaveMessage(Predicate<CallSid> foundMachine) {
    return new LeaveMessage(foundMachine);
  }

  /// A box of what the business has and allows.
  public static ToolBox open(
      Business business, Stores stores, ToolSources sources, InstantSource clock) {
    List<Tool> allowed =
        Stream.concat(all(business, stores, sources, clock).stream(), sources.more().stream())
            .filter(tool -> business.profile().allows(tool.spec().name()))
            .toList();
    return ToolBox.of(
        Stream.concat(allowed.stream(), owed(business, sources).stream()).toList(),
        sources.late(),
        stores.toolCalls(),
        clock);
  }

  /// What whoever is called has a right to, whatever tools the business allows in the calls that
  /// come in.
  private static List<Tool> owed(Business business, ToolSources sources) {
    return business.profile().allows(DoNotCall.NAME)
        ? List.of()
        : sources.more().stream()
            .filter(tool -> tool.spec().name().equals(DoNotCall.NAME))
            .<Tool>map(OutboundOnlyTool::new)
            .toList();
  }

  private static List<Tool> all(
      Business business, Stores stores, ToolSources sources, InstantSource clock) {
    var tools = new ArrayList<Tool>();
    tools.add(new TakeMessage(business.locale(), stores.leads(), clock));
    tools.add(new LookUp(business.locale().languageName(), sources.knowledge(), clock));
    OpeningHours hours = business.profile().hours();
    tools.add(
        new LookUpCaller(
            stores.calls(),
            stores.leads(),
            hours == null ? business.locale().zone() : hours.zone()));
    if (hours != null) {
      tools.add(new TellHours(hours, clock));
    }
    if (!business.transfers().all().isEmpty()) {
      tools.add(new TransferToHuman(business, clock));
    }
    if (business.profile().summaries() != null) {
      tools.add(new SendSummary(stores.leads(), stores.summaries(), clock));
    }
    tools.add(
        new PromiseCallback(business.locale(), stores.crm().promises(), stores.leads(), clock));
    tools.addAll(BookingTools.of(business, stores, sources.calendars(), clock));
    tools.add(new EndCall());
    tools.addAll(HttpTools.of(business.profile(), clock));
    return tools;
  }
}
