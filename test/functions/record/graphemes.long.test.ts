import './graphemes.test.ts';
