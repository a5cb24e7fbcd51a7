/// What the doctor looks at of the providers that talk with callers.
@NullMarked
package app.kolan.server.doctor.provider;

import org.jspecify.annotations.NullMarked;
