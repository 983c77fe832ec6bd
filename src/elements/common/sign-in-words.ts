/** Why nothing is sent before somebody signs in, and what to press: the button and the progress card say it in the same words. */
import type { AuthRequired } from '../../controller/events.js';
import type { StatusLocalizer } from './status-words.js';

export interface SignInWords {
  readonly why: string;
  /** `adopt`: who is signed in sends what was changed without a sign-in. */
  readonly action: 'sign-in' | 'adopt';
  /** What the button says that does it. */
  readonly label: string;
}

/** `reason`: undefined where the service asked before anybody listened. `user`: who is signed in, where that is known. */
export function signInWords(
  reason: AuthRequired['reason'] | undefined,
  user: string | null,
  words: StatusLocalizer,
): SignInWords {
  const signIn = { action: 'sign-in', label: words.text('signIn') } as const;
  switch (reason) {
    case 'anonymous-edits':
      return {
        why: words.text('anonymousEdits'),
        action: 'adopt',
        label: words.text('sendAs', { user: user ?? '' }),
      };
    case 'user-mismatch':
      return { ...signIn, why: words.text('otherUser') };
    case 'user-unknown':
      return { ...signIn, why: words.text('userUnknown') };
    case 'token-required':
    case 'token-invalid':
    case undefined:
      return { ...signIn, why: words.text('signInNeeded') };
  }
}
