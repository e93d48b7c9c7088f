import './url.test.ts';
