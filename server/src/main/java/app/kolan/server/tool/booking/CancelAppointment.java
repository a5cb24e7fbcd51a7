package app.kolan.server.tool.booking;

import app.kolan.server.business.CallContext;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.tool.CheckedToolCall;
import app.kolan.server.tool.Parameters;
import app.kolan.server.tool.SideEffect;
import app.kolan.server.tool.Tool;
import app.kolan.server.tool.ToolResult;
import app.kolan.server.tool.ToolSpec;
import app.kolan.server.tool.booking.OpenQuestions.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Cancels an appointment of the caller's own, once he was asked whether he means it.
final class CancelAppointment implements Tool {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "cancel_appointment",
          "Cancels an appointment of the caller's own. Use it twice: first without confirmed, which"
              + " tells you what to ask, and again with confirmed=true when the caller has said yes"
              + " to that.",
          Parameters.of(BookingToolSupport.appointment(), BookingToolSupport.confirmed()).schema());

  private final BookingToolSupport desk;

  CancelAppointment(BookingToolSupport desk) {
    this.desk = desk;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.WRITES_HERE;
  }

  @Override
  public ToolResult use(CheckedToolCall use) {
    CallContext call = use.call();
    Instant now = desk.now();
    List<Appointment> own = desk.own(call);
    Optional<Appointment> meant = desk.meant(own, use.arguments());
    if (meant.isEmpty()) {
      return desk.unclear(call, own);
    }
    Appointment mine = meant.get();
    String said = desk.words().appointment(mine.title(), mine.time(), now);
    if (desk.confirmed(use, Kind.CANCEL, mine, now).isEmpty()) {
      desk.questions().ask(use, Kind.CANCEL, mine, null, now);
      return BookingToolSupport.readBack(
          desk.words().askToCancel(mine.title(), mine.time(), now), SPEC.name());
    }
    try {
      Appointment _ =
          desk.bookings()
              .store()
              .cancel(
                  desk.bookings().business(),
                  mine.id(),
                  mine.revision(),
                  call.sid(),
                  Appointment.BY_AGENT,
                  now);
    } catch (CrmConflict _) {
      return ToolResult.refused(
          "Nothing was cancelled: somebody has changed the appointment just now. Try once more.");
    }
    desk.questions().close(call.sid());
    return ToolResult.done(
        "It is cancelled: %s. Tell the caller in one sentence that it is.".formatted(said));
  }
}
