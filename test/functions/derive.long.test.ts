import './derive.test.ts';
