import './every-callback.test.ts';
