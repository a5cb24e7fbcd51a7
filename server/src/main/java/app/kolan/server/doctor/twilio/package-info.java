/// What the doctor looks at on Twilio's side, by REST, and the one thing that it can set right.
@NullMarked
package app.kolan.server.doctor.twilio;

import org.jspecify.annotations.NullMarked;
