package app.kolan.server.console.text;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.calendar.CalendarProblem;
import app.kolan.server.campaign.Campaign;
import app.kolan.server.campaign.CampaignRow;
import app.kolan.server.campaign.CampaignRowResult;
import app.kolan.server.campaign.InvalidCampaign;
import app.kolan.server.console.page.ProviderPages;
import app.kolan.server.console.page.SettingsAccess;
import app.kolan.server.console.page.TriedSettings;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.examination.ExaminationFinding;
import app.kolan.server.figures.Waits;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.UserQuery;
import app.kolan.server.identity.UserState;
import app.kolan.server.knowledge.UnreadableDocument;
import app.kolan.server.notify.AlertState;
import app.kolan.server.outbound.CallAnswer;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.outbound.OutgoingCallState;
import app.kolan.server.outbound.Refusal;
import app.kolan.server.outbound.RegistryFile;
import app.kolan.server.privacy.ErasureRequest;
import app.kolan.server.privacy.RetentionRun;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Contact;
import app.kolan.server.store.KnowledgeSource;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.Promise;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.TimelineEntry;
import app.kolan.server.store.ToolOutcome;
import app.kolan.server.store.UsageJob;
import app.kolan.server.stories.PlayedStory;
import app.kolan.server.telephony.rest.IncomingNumber;
import java.time.DayOfWeek;
import java.util.List;

/// The constants that pages show, each of which has a text.
final class ShownConstants {
  static final List<Class<? extends Enum<?>>> ALL =
      List.of(
          DayOfWeek.class,
          CallOutcome.class,
          LeadWork.State.class,
          LeadWork.NoLead.class,
          LeadWork.Priority.class,
          Contact.Purpose.class,
          Promise.State.class,
          Appointment.Action.class,
          Appointment.State.class,
          TimelineEntry.Kind.class,
          ToolOutcome.class,
          RecordingState.class,
          SettingsAccess.Obstacle.class,
          SettingsVersion.State.class,
          ProviderPages.KeyOwner.class,
          TriedSettings.Which.class,
          UsageJob.class,
          Permission.class,
          FailureKind.class,
          CalendarProblem.class,
          Waits.Stage.class,
          AlertKind.class,
          AlertState.class,
          AlertRule.Channel.class,
          Role.class,
          UserState.class,
          UserQuery.Kind.class,
          ErasureRequest.State.class,
          ErasureRequest.Kind.class,
          RetentionRun.State.class,
          CallAnswer.class,
          CallPurpose.class,
          CallResult.class,
          OutgoingCallState.class,
          Campaign.State.class,
          CampaignRow.State.class,
          CampaignRowResult.class,
          ExaminationFinding.Level.class,
          ExaminationFinding.Part.class,
          IncomingNumber.Field.class,
          InvalidCampaign.Kind.class,
          RegistryFile.Problem.class,
          Refusal.class,
          PlayedStory.Miss.class,
          KnowledgeSource.Kind.class,
          UnreadableDocument.Reason.class,
          BusinessState.class);

  private ShownConstants() {}
}
